// Credentials in files that programs keep them in.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { assert as check, constantFrom, property, string } from 'fast-check'

import { isSuperlinear } from '../../../test/growth.ts'
import { findSecrets } from './find-secrets.ts'
import { storePlaces } from './store-places.ts'

// Put together here, so that no scanner takes this file for a leak.
const mixed = 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7'.repeat(4)
const weak = 'correcthorse'
const sha512 = `$6$rounds=5000$${mixed.slice(0, 16)}$${mixed.slice(0, 86)}`

function rulesIn(path: string, text: string): string[] {
  return findSecrets(path, text).secrets.map(({ rule }) => rule)
}

const told: readonly (readonly [string, string, string])[] = [
  ['password-hash', 'etc/shadow', `root:${sha512}:19000:0:99999:7:::\n`],
  ['password-hash', 'etc/shadow-', `root:$y$j9T$${mixed.slice(0, 22)}$${mixed.slice(0, 43)}:19000::::::\n`],
  ['password-hash', 'etc/passwd', `old:${mixed.slice(0, 13)}:0:0::/:/bin/sh\n`],
  ['empty-password', 'etc/shadow', 'root:::0:::::\n'],
  ['password-hash', 'etc/nginx/.htpasswd', `bot:$apr1$${mixed.slice(0, 8)}$${mixed.slice(0, 22)}\n`],
  ['password-hash', 'etc/nginx/htpasswd', `bot:{SHA}${mixed.slice(0, 27)}=\n`],
  [
    'password-hash',
    'root/.jupyter/jupyter_server_config.json',
    `{"IdentityProvider": {"hashed_password": "argon2:$argon2id$v=19$m=10240,t=10,p=8$${mixed.slice(0, 60)}"}}`,
  ],
  ['jupyter-token', 'etc/jupyter/jupyter_notebook_config.py', `c.NotebookApp.token = '${weak}'\n`],
  ['url-password', 'root/.git-credentials', `https://bot:${weak}@git.bank\n`],
  ['url-password', 'etc/pip.conf', `[global]\nindex-url = https://bot:${weak}@pypi.bank/simple\n`],
  ['url-token', 'etc/pip.conf', `[global]\nindex-url = https://${mixed.slice(0, 40)}@pypi.bank/simple\n`],
  ['url-password', 'root/.condarc', `channels:\n  - https://bot:${weak}@conda.bank/main\n`],
  ['conda-token', 'root/.condarc', `channels:\n  - https://conda.bank/t/ab-${mixed.slice(0, 30)}/main\n`],
  ['token-file', 'root/.vault-token', `s.${mixed.slice(0, 24)}\n`],
  ['token-file', 'root/.continuum/anaconda-client/tokens/x.token', `bo-${mixed.slice(0, 30)}`],
  ['azure-login', 'opt/azure/msal_token_cache.json', `{"x": {"secret": "0.A${mixed}"}}`],
  ['kubeconfig-credential', 'root/.kube/config', `users:\n- user: {token: ${weak}}\n`],
  ['kubeconfig-credential', 'root/.kube/config', `{"users":[{"user":{"password":"${weak}"}}]}`],
  ['netrc-password', 'etc/apt/auth.conf.d/bank.conf', `machine apt.bank login bot password ${weak}\n`],
  ['subversion-password', 'root/.subversion/auth/svn.simple/a1', `K 8\npassword\nV 12\n${weak}\nEND\n`],
  [
    'composer-credential',
    'root/.config/composer/auth.json',
    `{"http-basic": {"r": {"username": "bot", "password": "${weak}"}}}`,
  ],
  [
    'composer-credential',
    'root/.composer/auth.json',
    `{"github-oauth": {"github.com": "${mixed.slice(0, 40)}"}}`,
  ],
  ['stored-credential', 'root/.config/wandb/settings', `[default]\napi_key = ${weak}\n`],
  ['stored-credential', 'root/.mlflow/credentials', `[mlflow]\nmlflow_tracking_password = ${weak}\n`],
  ['stored-credential', 'root/.my.cnf', `[client]\nuser=root\npassword="${weak}"\n`],
  ['stored-credential', 'root/.dbt/profiles.yml', `dev:\n  type: postgres\n  password: ${weak}\n`],
  ['stored-credential', 'root/.streamlit/secrets.toml', `db_password = "${weak}"\n`],
  ['stored-credential', 'root/.config/hub', `github.com:\n- oauth_token: ${weak}\n`],
  ['registry-login', 'root/.bash_history', `docker login -u bot -p ${weak} r.bank\n`],
  ['registry-login', 'build.sh', `podman login r.bank --username bot \\\n  --password='${weak}'\n`],
  ['pgpass-password', 'root/.pgpass', `db.bank:5432:*:bot:${weak}\n`],
  ['pgpass-password', 'root/.pgpass', String.raw`db\:1:5432:x:bot:${weak}`],
  ['netrc-password', 'root/.netrc', `default login bot password ${weak}`],
  ['netrc-password', 'root/.netrc', `machine m.bank\n  login bot\n  password ${weak}\n`],
  ['npm-auth', 'root/.npmrc', `//npm.bank/:_authToken=${weak}\n`],
  ['npm-auth', 'root/.npmrc', `_auth = "${Buffer.from(`bot:${weak}`).toString('base64')}"\n`],
  ['maven-password', 'root/.m2/settings.xml', `<server><id>a</id><password>${weak}</password></server>`],
  ['maven-password', 'root/.m2/settings-security.xml', `<master>{${mixed.slice(0, 24)}=}</master>`],
  [
    'tomcat-password',
    'opt/tomcat/conf/tomcat-users.xml',
    `<user username="a" password="${weak}" roles="m"/>`,
  ],
  ['nuget-password', 'root/.nuget/NuGet/NuGet.Config', `<add key="ClearTextPassword" value="${weak}" />`],
  ['redis-password', 'etc/redis/redis.conf', `# requirepass foobared\nrequirepass ${weak}\n`],
  ['redis-password', 'etc/redis/redis-sentinel.conf', `sentinel auth-pass main ${weak}\n`],
  ['registry-token', 'root/.docker/config.json', `{"auths":{"r.io":{"identitytoken":"${mixed}"}}}`],
  [
    'azure-login',
    'root/.azure/msal_token_cache.json',
    `{"RefreshToken":{"a":{"secret":"0.AX${mixed}","home_account_id":"a.b"}}}`,
  ],
  ['azure-login', 'root/.azure/service_principal_entries.json', `[{"client_secret":"${mixed}"}]`],
  [
    'kubeconfig-credential',
    'root/.kube/config',
    `users:\n- user:\n    token: abcdef.${'0123456789abcdef'}\n`,
  ],
  [
    'putty-key',
    'root/key.ppk',
    `PuTTY-User-Key-File-3: ssh-ed25519\r\nEncryption: none\r\nPublic-Lines: 1\r\nAAAA\r\nPrivate-Lines: 1\r\n${mixed.slice(0, 64)}\r\n`,
  ],
  ['assigned-credential', 'etc/app.env', `AZURE_DEVOPS_EXT_PAT=${mixed.slice(0, 52).toLowerCase()}\n`],
  ['cerebras-key', 'app.py', `k = "csk-${mixed.slice(0, 48).toLowerCase()}"`],
]
describe('what is told', () => {
  for (const [rule, path, text] of told)
    test(`${rule} in ${path}`, () => assert.deepEqual(rulesIn(path, text), [rule]))

  test('line and column of the value, and nothing of it', () => {
    const [found] = findSecrets('root/.pgpass', `# hosts\ndb:5432:x:bot:${weak}\n`).secrets
    assert.deepEqual([found?.line, found?.column, found?.redacted], [2, 15, '… (12 characters)'])
  })
})

const untold: readonly (readonly [string, string])[] = [
  ['etc/shadow', `root:*:19000:0:99999:7:::\nbot:!${sha512}:1::::::\ndaemon:!!:1::::::\n`],
  ['etc/passwd', 'root:x:0:0:root:/root:/bin/bash\n'],
  ['etc/gshadow', 'root:*::\nbot:!::\n'],
  ['root/.pgpass', '# host:port:db:user:password\n'],
  ['root/.pgpass', 'db:5432:x:bot:${DB_PASSWORD}\n'],
  ['root/.netrc', '# machine m login bot password x\n'],
  ['root/.npmrc', '//npm.bank/:_authToken=${NPM_TOKEN}\nregistry=https://npm.bank/\n'],
  ['root/.m2/settings.xml', '<password>${env.MAVEN_PASSWORD}</password>'],
  ['etc/maven/settings.xml', '<!-- <server>\n<password>repopwd</password>\n</server> -->'],
  ['a.py', '"AWS::Config::AggregationAuthorization": "af318b77aaceeeaa"'],
  ['a.http', 'Authorization: AWS4-HMAC-SHA256 Credential=mock_access_key1/20220524/us-east-1'],
  ['a.http', 'Authorization: Basic YWxhZGRpbjpvcGVuc2VzYW1l'],
  ['main.js', 'l=s.signedDistanceFromCamera>0'],
  ['a.rst', '"secretAccessKey": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"'],
  ['opt/tomcat/conf/tomcat-users.xml', '<user username="admin" password="<must-be-changed>" roles="x"/>'],
  ['etc/redis/redis.conf', '# requirepass foobared\n'],
  ['etc/jupyter/jupyter_notebook_config.py', "# c.NotebookApp.token = '<generated>'\nc.X.token = ''\n"],
  ['root/.kube/config', 'users:\n- user:\n    tokenFile: /var/run/token\n    token: $TOKEN\n'],
  ['usr/share/doc/x/etc/shadow', `root:${sha512}:1::::::\n`],
  ['root/.git-credentials', 'https://${USER}:${TOKEN}@git.bank\n'],
  ['etc/pip.conf', '[global]\nindex-url = https://__token__:<your-token>@pypi.bank/simple\n'],
  ['etc/pip.conf', '[global]\nindex-url = https://pypi.bank/simple\ntrusted-host = pypi.bank\n'],
  ['root/.condarc', 'channels:\n  - https://conda.bank/t/<TOKEN>/main\n  - conda-forge\n'],
  ['etc/mysql/my.cnf', '[client]\n# password = your_password\nport = 3306\n'],
  ['root/.dbt/profiles.yml', 'dev:\n  password: "{{ env_var(\'DB\') }}"\n'],
  ['root/.gradle/gradle.properties', 'org.gradle.daemon=true\nnexusPassword=\n'],
  ['root/.kube/config', 'users:\n- user: {tokenFile: /run/token, token: $TOKEN}\n'],
  ['root/.config/wandb/settings', '[default]\napi_key = your-api-key\nentity = bank\n'],
  ['a.md', 'docker login -u bot -p <password>; docker login --password-stdin r.bank; docker login -p $PASS'],
  ['puttygen.c', 'printf("PuTTY-User-Key-File-3: %s\\n");'],
  ['a.py', 'return m.eye(3).eye(4)'],
]
describe('what is none', () => {
  for (const [path, text] of untold)
    test(`${path}: ${text.slice(0, 40)}`, () => assert.deepEqual(rulesIn(path, text), []))
})

const paths = [
  'etc/shadow',
  'a/.pgpass',
  'a/.npmrc',
  'a/settings.xml',
  'a/redis.conf',
  '.kube/config',
  'tomcat-users.xml',
  'jupyter_server_config.py',
  '.config/wandb/settings',
  'pip.conf',
  '.condarc',
  'composer/auth.json',
]
const pieces = [
  'a:',
  'password ',
  '"token":"',
  '<user ',
  ' ',
  '_auth',
  '<password>',
  '$6$a',
  '://a',
  '-pass',
  '{"bearer":',
]

describe('any text', () => {
  test('places lie in the text', () =>
    check(
      property(constantFrom(...paths), string({ unit: 'grapheme' }), (path, text) => {
        for (const { offset, line } of findSecrets(path, text).secrets)
          assert.ok(offset < text.length && line >= 1)
      }),
    ))
  for (const piece of pieces)
    test(`time is linear in ${piece}`, () => {
      for (const path of paths) {
        const run = (size: number): void => void findSecrets(path, piece.repeat(size / piece.length))
        assert.ok(!isSuperlinear(run, 100_000), path)
      }
    })
  test('every place is named once a path', () =>
    assert.equal(
      new Set(storePlaces.map(({ rule, path, what }) => `${rule} ${path} ${what}`)).size,
      storePlaces.length,
    ))
})
