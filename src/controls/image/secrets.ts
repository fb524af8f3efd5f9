const secretName =
  /(?:^|_)(?:PASSWORD|PASSWD|PWD|PASSPHRASE|SECRET|SECRET_KEY|API_?KEY|ACCESS_KEY|PRIVATE_KEY|AUTH_TOKEN|ACCESS_TOKEN|API_TOKEN|TOKEN|CREDENTIALS?|CONNECTION_STRING)$/i
/** Names that end so but count or limit tokens, or name the working folder. */
const harmlessName = /(?:^|_)(?:MAX|MIN|NUM|PAD|EOS|BOS|UNK|MASK|SEP|CLS|STOP)_TOKEN$|^(?:OLD)?PWD$/i
const harmlessValue =
  /^(?:true|false|yes|no|none|null|\d+|changeme|[./~].*|[A-Za-z]:\\.*|https?:\/\/[^@]*|<.*>|\$.*)$/i

/** True where a variable's name says that it holds a secret. */
export function isSecretName(name: string): boolean {
  return secretName.test(name) && !harmlessName.test(name)
}

/** True for a value that may be the secret itself: no path, no number, no reference. */
export function isLiteralSecret(value: string | undefined): boolean {
  return value !== undefined && value.length >= 4 && !harmlessValue.test(value)
}

const secretFile =
  /(?:^|\/)(?:\.env(?:\.(?:local|prod|production|dev|development|staging))?|id_(?:rsa|dsa|ecdsa|ed25519)|\.npmrc|\.netrc|_netrc|\.pypirc|\.git-credentials|\.pgpass|kubeconfig|\.kube\/config|\.aws(?:\/credentials)?|\.docker\/config\.json|\.dockercfg|\.ssh|\.azure|credentials\.json|service-account(?:-key)?\.json|[^/]*\.(?:pfx|p12|keytab|kdbx)|(?:[^/]*[-_.])?(?:private|priv|server|tls|ssl|client)[-_.]?(?:key)?\.key|[^/]*[-_]key\.pem)\/?$/i

/** True where a file's name says that it holds credentials. */
export function isSecretFile(path: string): boolean {
  return secretFile.test(path)
}
