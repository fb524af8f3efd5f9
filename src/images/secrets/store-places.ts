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
    path: /(?:^|\/)[._]netrc$/,
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
    rule: 'kubeconfig-credential',
    what: 'a credential of a kubeconfig',
    path: /(?:^|\/)(?:\.kube\/config|kubeconfig|[^/]*\.kubeconfig|(?:super-)?admin\.conf)$/,
    pattern: /^[ \t-]{0,40}(?:token|password):[ \t]{1,10}["']?([^\s"'#]{4,8000})/dgm,
  },
]
