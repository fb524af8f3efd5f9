/** Where a program keeps a credential: in which file, and where in it. */
export interface StorePlace {
  readonly rule: string
  readonly what: string
  readonly path: RegExp
  /** Its first group is the credential. Each takes time that is linear in the text. */
  readonly pattern: RegExp
  /** Comments are passed over: those who ship such files show in them how to write one. */
  readonly isXml?: true
  /** Whether the value is one; where absent, everything is that is filled in. */
  readonly isSecret?: (value: string) => boolean
}

/** Hashes as crypt(5) writes them, and those of web servers; a locked account has another sign before it. */
const hash =
  '(?:\\$(?:1|2[abxy]?|5|6|7|y|gy|apr1|sha1|argon2(?:i|d|id))\\$[^:\\s]{8,400}|\\{(?:SHA|SSHA|CRYPT)\\}[^:\\s]{8,200}|[./0-9A-Za-z]{13})'
const isAnything = (): boolean => true

/** Where programs fetch from, mostly with a password in front of the host. */
const sourcesPath =
  /(?:^|\/)(?:\.git-credentials|\.config\/git\/credentials|\.git\/config|pip\.(?:conf|ini)|\.?condarc|uv\.toml)$/

/** Settings of programs whose password, token or key stands in a line of its own, however weak. */
const credentialFiles: readonly string[] = [
  String.raw`\.config/wandb/settings`,
  String.raw`\.comet\.config`,
  String.raw`\.mlflow/credentials`,
  String.raw`\.dvc/config(?:\.local)?`,
  String.raw`\.streamlit/secrets\.toml`,
  String.raw`\.dbt/profiles\.yml`,
  String.raw`rclone\.conf`,
  String.raw`\.config/(?:hub|pypoetry/auth\.toml)`,
  String.raw`\.?my\.cnf`,
  String.raw`etc/mysql/debian\.cnf`,
  String.raw`\.?smbcredentials`,
  String.raw`\.gradle/gradle\.properties`,
  String.raw`\.sbt/(?:[^/]{1,100}/)?\.credentials`,
  String.raw`wpa_supplicant[^/]{0,100}\.conf`,
]

export const storePlaces: readonly StorePlace[] = [
  {
    rule: 'password-hash',
    what: 'the hash of a password',
    path: /(?:^|\/)etc\/(?:g?shadow-?|passwd-?|master\.passwd)$/,
    pattern: new RegExp(`^[^:\\s]{1,64}:(${hash})(?::|$)`, 'dgm'),
    isSecret: isAnything,
  },
  {
    rule: 'empty-password',
    what: 'an account without a password',
    path: /(?:^|\/)etc\/(?:shadow-?|master\.passwd)$/,
    pattern: /^([^:\s]{1,64})::\d*:/dgm,
    isSecret: isAnything,
  },
  {
    rule: 'password-hash',
    what: 'the hash of a password',
    path: /(?:^|[/.])htpasswd[^/]{0,255}$/,
    pattern: new RegExp(`^[^:\\s]{1,255}:(${hash})\\s*$`, 'dgm'),
    isSecret: isAnything,
  },
  {
    rule: 'password-hash',
    what: 'the hash of a password',
    path: /(?:^|\/)jupyter_[a-z_]{1,40}config\.(?:json|py)$/,
    pattern:
      /^[^#\n]{0,100}password["']?\s{0,3}[:=]\s{0,3}u?["']((?:argon2|sha1|sha256):[^"'\n]{20,300})["']/dgm,
  },
  {
    rule: 'jupyter-token',
    what: 'a token of Jupyter',
    path: /(?:^|\/)jupyter_[a-z_]{1,40}config\.(?:json|py)$/,
    pattern: /^[^#\n]{0,100}token["']?\s{0,3}[:=]\s{0,3}u?["']([^"'\n]{1,300})["']/dgm,
  },
  {
    rule: 'pgpass-password',
    what: 'a password of PostgreSQL',
    path: /(?:^|\/)\.?pgpass(?:\.conf)?$/,
    pattern: /^(?!#)(?:(?:\\.|[^:\\\n]){0,255}:){4}([^\n\r]{1,255})\r?$/dgm,
  },
  {
    rule: 'netrc-password',
    what: 'a password of .netrc',
    path: /(?:^|\/)[._]netrc$|(?:^|\/)etc\/apt\/auth\.conf(?:\.d\/[^/]+)?$/,
    pattern: /^(?![ \t]*#)[^#\n]{0,300}\bpassword\s{1,10}(\S{1,200})/dgm,
  },
  {
    rule: 'npm-auth',
    what: 'credentials of an npm registry',
    path: /(?:^|\/)\.?npmrc$/,
    pattern: /^(?![#;])[^=\n]{0,300}_(?:authToken|auth|password)\s{0,3}=\s{0,3}"?([^\s"]{4,500})/dgm,
  },
  {
    rule: 'maven-password',
    what: 'a password of Maven',
    path: /(?:^|\/)settings(?:-security)?\.xml$/,
    pattern: /<(?:password|passphrase|master)>\s{0,20}([^<\s]{1,300})\s{0,20}</dg,
    isXml: true,
    isSecret: (value) => !value.startsWith('${') && value !== 'password' && value !== 'passphrase',
  },
  {
    rule: 'tomcat-password',
    what: 'a password of Tomcat',
    path: /(?:^|\/)tomcat-users\.xml$/,
    pattern: /<user\b[^>]{0,300}?\bpassword="([^"\n]{1,200})"/dg,
    isXml: true,
    isSecret: (value) => !/^<.*>$/.test(value),
  },
  {
    rule: 'nuget-password',
    what: 'a password of a NuGet source',
    path: /(?:^|\/)nuget\.config$/i,
    isXml: true,
    pattern: /key="ClearTextPassword"\s{1,10}value="([^"\n]{1,300})"/dgi,
    isSecret: (value) => !/^%.*%$/.test(value),
  },
  {
    rule: 'redis-password',
    what: 'a password of Redis',
    path: /(?:^|\/)[^/]{0,255}(?:redis|valkey|sentinel|keydb)[^/]{0,255}\.conf$/,
    pattern: /^(?:requirepass|masterauth|sentinel auth-pass \S{1,100})[ \t]{1,10}"?([^\s"]{1,500})/dgm,
  },
  {
    rule: 'registry-token',
    what: 'a token of a registry',
    path: /(?:^|\/)(?:\.docker|\.config\/containers|containers|kaniko\/\.docker)\/(?:config|auth)\.json$|\.dockerconfigjson$/,
    pattern: /"(?:identitytoken|registrytoken)"\s{0,5}:\s{0,5}"([^"\n]{8,8000})"/dg,
  },
  {
    rule: 'azure-login',
    what: 'a login of the Azure CLI',
    // AZURE_CONFIG_DIR puts the folder elsewhere.
    path: /(?:^|\/)(?:msal_token_cache(?:\.[\w-]{1,40})?|\.azure\/(?:accessTokens|service_principal_entries))\.json$/,
    pattern: /"(?:secret|accessToken|refreshToken|client_?[sS]ecret)"\s{0,5}:\s{0,5}"([^"\n]{8,8000})"/dg,
  },
  {
    rule: 'kubeconfig-credential',
    what: 'a credential of a kubeconfig',
    path: /(?:^|\/)(?:\.kube\/config|kubeconfig|[^/]*\.kubeconfig|(?:super-)?admin\.conf)$/,
    pattern:
      /(?:^[ \t-]{0,40}|[{,][ \t]{0,20})["']?(?:token|password)["']?:[ \t]{0,10}["']?([^\s"'#,}]{4,8000})/dgm,
  },
  {
    rule: 'url-password',
    what: 'a URL with a password',
    path: sourcesPath,
    pattern: /:\/\/[^\s/:@]{0,80}:([^\s/:@]{1,300})@[^\s/]/dg,
  },
  {
    rule: 'url-token',
    what: 'a URL with a token',
    path: sourcesPath,
    pattern: /:\/\/([A-Za-z0-9_-]{20,300})@[^\s/]/dg,
  },
  {
    rule: 'conda-token',
    what: 'a token of a conda channel',
    path: /(?:^|\/)(?:\.?condarc|environment\.ya?ml|conda-meta\/history)$/,
    pattern: /:\/\/[^\s/]{1,200}\/t\/([A-Za-z0-9_-]{8,200})\//dg,
  },
  {
    rule: 'token-file',
    what: 'a token that fills a file',
    path: /(?:^|\/)(?:\.vault-token|(?:\.continuum|\.config)\/anaconda-client\/tokens\/[^/]+\.token)$/,
    pattern: /^(\S{8,8000})\s*$/dg,
  },
  {
    rule: 'subversion-password',
    what: 'a password of Subversion',
    path: /(?:^|\/)\.subversion\/auth\/svn\.simple\/[0-9a-f]{1,64}$/,
    pattern: /^password\r?\nV \d{1,6}\r?\n(.{1,500})$/dgm,
  },
  {
    rule: 'composer-credential',
    what: 'a credential of Composer',
    path: /(?:^|\/)\.?composer\/auth\.json$/,
    pattern:
      /"(?:password|(?:github-oauth|gitlab-oauth|gitlab-token|bearer)"\s{0,9}:\s{0,9}\{\s{0,20}"[^"\n]{1,200})"\s{0,9}:\s{0,9}"([^"\n]{1,500})"/dg,
  },
  {
    rule: 'stored-credential',
    what: 'a credential in a file for such',
    path: new RegExp(`(?:^|/)(?:${credentialFiles.join('|')})$`),
    pattern:
      /^[ \t-]{0,40}["']?[\w.-]{0,60}(?:passw(?:or)?d|passphrase|pass|psk|secret|token|(?:api|secret|access)[_-]?key)["']?[ \t]{0,8}[=:][ \t]{0,8}["']?([^\s"'#,;]{1,2000})/dgim,
  },
]
