import type { SecretShape } from '../../knowledge/secret-shapes/shape.ts'

/** The command, and no name that begins like it. */
const curlMarks: readonly string[] = ['curl ', 'curl\t', 'curl\n', 'curl\r', 'curl.exe']

/** How credentials are written in files and commands; each needs a look at what the value says, see `accept.ts`. */
export const writtenShapes: readonly SecretShape[] = [
  {
    id: 'curl-user',
    what: 'a password for curl',
    marks: curlMarks,
    before: '\\bcurl\\b(?:[^\\n]|\\\\\\n|\\n[ \\t])*?[ \\t](?:-u|--user)[ \\t=]{0,3}',
    value:
      '(?:"[^"\\n]{1,100}"(?::"[^"\\n]{1,100}")?|\'[^\'\\n]{1,100}\'|[^\\s"\'<>]{1,100}(?:\'[^\'\\n]{1,100}\'|"[^"\\n]{1,100}")?)',
    after: '',
    reach: 600,
    minEntropy: 0,
  },
  {
    id: 'curl-header',
    what: 'a token for curl',
    marks: curlMarks,
    before:
      '\\bcurl\\b(?:[^\\n]|\\\\\\n|\\n[ \\t])*?[ \\t](?:-H|--header)[ \\t=]{0,3}["\'](?:[A-Za-z-]{0,30}-)?(?i:api-?key|token|auth-?token|access-?token|private-token)[ \\t]{0,3}:[ \\t]{0,3}',
    value: '[A-Za-z0-9+/=_.~-]{8,200}',
    reach: 600,
    minEntropy: 2.8,
  },
  {
    id: 'registry-login',
    what: 'a password for a registry',
    marks: ['docker login', 'podman login', 'buildah login', 'nerdctl login', 'registry login', 'oras login'],
    before:
      '\\b(?:docker|podman|buildah|nerdctl|registry|oras) login\\b(?:[^\\n]|\\\\\\n)*?[ \\t](?:-p|--password)[ \\t=]{1,3}["\']?',
    value: '[^\\s"\'$`<]{4,200}',
    after: '',
    reach: 600,
    minEntropy: 0,
  },
  {
    id: 'authorization-header',
    what: 'an authorization header',
    marks: ['authorization', 'Authorization', 'AUTHORIZATION'],
    before:
      '(?:^|[^A-Za-z])(?:[Aa]uthorization|AUTHORIZATION)\\\\?["\']?[ \\t]{0,3}[:=,][ \\t]{0,4}\\\\?["\']?',
    value: '(?:[A-Za-z][A-Za-z-]{2,12}[ \\t]{1,3})?[A-Za-z0-9+/=_.~@-]{8,}',
    after: '(?:[^A-Za-z0-9_$<{(\\[*-]|$)',
    reach: 1000,
  },
  {
    id: 'netrc-password',
    what: 'a password of .netrc',
    marks: ['machine '],
    before: '\\bmachine[ \\t]+\\S+\\s+login[ \\t]+\\S+\\s+password[ \\t]+',
    value: '\\S{4,200}',
    after: '',
    minEntropy: 0,
  },
  {
    id: 'connection-string',
    what: 'a password of a database',
    marks: ['assword=', 'ASSWORD=', 'Pwd=', 'pwd=', 'PWD='],
    before: '(?i:server|data source|host|address)[ \\t]?=[^"\'`\\n]{1,250}?[; ][ \\t]?(?i:password|pwd)=',
    value: '[^\\s;"\'`\\\\<>{}]{4,128}',
    after: '(?:[\\s;"\'`\\\\]|$)',
    back: 300,
    minEntropy: 0,
  },
  {
    id: 'registry-auth',
    what: 'credentials of a registry',
    marks: ['"auth"'],
    before: '"auth"\\s{0,5}:\\s{0,5}"',
    value: '[A-Za-z0-9+/]{8,}={0,2}',
    after: '"',
    reach: 2000,
  },
]
