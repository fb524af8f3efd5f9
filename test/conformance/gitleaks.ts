// Secrets: the literal cases of gitleaks’ own tests, each about one of its patterns.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { findSecrets } from '../../src/images/secrets/find-secrets.ts'
import type { Agreement, Disagreement } from './agreement.ts'
import { shared } from './suites.ts'

const folder = join(shared, 'conformance', 'gitleaks')

export function hasGitleaks(): boolean {
  return existsSync(folder)
}

interface SecretCase {
  readonly rule: string
  readonly expect: 'match' | 'nomatch'
  readonly text: string
}

/** What we call the subject of a pattern of gitleaks, where the name differs. */
const ours: Readonly<Record<string, readonly string[]>> = {
  '1password-secret-key': ['1password-secret-key'],
  '1password-service-account-token': ['1password-service-token'],
  'anthropic-admin-api-key': ['anthropic-admin-key'],
  'anthropic-api-key': ['anthropic-key'],
  'artifactory-api-key': ['artifactory-key'],
  'artifactory-reference-token': ['artifactory-reference-token'],
  'aws-access-token': ['aws-access-key'],
  'aws-amazon-bedrock-api-key-long-lived': ['bedrock-key'],
  'aws-amazon-bedrock-api-key-short-lived': ['bedrock-short-key'],
  'azure-ad-client-secret': ['entra-client-secret'],
  'cisco-meraki-api-key': ['meraki-key'],
  'clickhouse-cloud-api-secret-key': ['clickhouse-key'],
  'cohere-api-token': ['cohere-key'],
  'curl-auth-header': [
    'authorization-header',
    'curl-header',
    'openai-key',
    'signed-token',
    'openshift-token',
  ],
  'curl-auth-user': ['curl-user'],
  'databricks-api-token': ['databricks-token'],
  'discord-client-secret': ['discord-secret', 'discord-token'],
  'easypost-api-token': ['easypost-key'],
  'easypost-test-api-token': ['easypost-key'],
  'facebook-access-token': ['facebook-token'],
  'facebook-page-access-token': ['facebook-page-token'],
  'facebook-secret': ['facebook-secret'],
  'flyio-access-token': ['fly-token', 'fly-macaroon'],
  'gcp-api-key': ['google-key'],
  'generic-api-key': ['assigned-credential'],
  'github-app-token': ['github-token'],
  'github-fine-grained-pat': ['github-fine-grained-token'],
  'github-oauth': ['github-token'],
  'github-pat': ['github-token'],
  'github-refresh-token': ['github-token'],
  'gitlab-pat': ['gitlab-token'],
  'gitlab-pat-routable': ['gitlab-token'],
  'gitlab-ptt': ['gitlab-token'],
  'gitlab-rrt': ['gitlab-runner-token'],
  'gitlab-runner-authentication-token-routable': ['gitlab-token'],
  'grafana-cloud-api-token': ['grafana-cloud-token'],
  'grafana-service-account-token': ['grafana-token'],
  'hashicorp-tf-api-token': ['terraform-token'],
  'heroku-api-key': ['heroku-legacy-key'],
  'heroku-api-key-v2': ['heroku-key'],
  'hubspot-api-key': ['hubspot-key'],
  'huggingface-access-token': ['hugging-face-token'],
  'huggingface-organization-api-token': ['hugging-face-organization-token'],
  'infracost-api-token': ['infracost-key'],
  'intra42-client-secret': ['intra42-secret'],
  jwt: ['signed-token'],
  'jwt-base64': ['signed-token-base64'],
  'mailchimp-api-key': ['mailchimp-key'],
  'messagebird-client-id': ['messagebird-id'],
  'notion-api-token': ['notion-token'],
  'octopus-deploy-api-key': ['octopus-key'],
  'okta-access-token': ['okta-token'],
  'openshift-user-token': ['openshift-token'],
  'perplexity-api-key': ['perplexity-key'],
  'prefect-api-token': ['prefect-key'],
  'privateai-api-token': ['privateai-key'],
  'private-key': ['private-key'],
  'pulumi-api-token': ['pulumi-token'],
  'readme-api-token': ['readme-key'],
  'scalingo-api-token': ['scalingo-token'],
  'sentry-org-token': ['sentry-token'],
  'sidekiq-sensitive-url': ['sidekiq-url'],
  'slack-app-token': ['slack-app-token'],
  'slack-bot-token': ['slack-token'],
  'slack-config-access-token': ['slack-configuration-token'],
  'slack-config-refresh-token': ['slack-configuration-token'],
  'slack-legacy-bot-token': ['slack-token'],
  'slack-legacy-token': ['slack-token'],
  'slack-legacy-workspace-token': ['slack-token'],
  'slack-user-token': ['slack-user-token'],
  'slack-webhook-url': ['slack-webhook'],
  'snyk-api-token': ['snyk-token'],
  'sonar-api-token': ['sonar-token'],
  'sourcegraph-access-token': ['sourcegraph-token', 'sourcegraph-legacy-token'],
  'square-access-token': ['square-token'],
  'sumologic-access-id': ['sumologic-id'],
  'sumologic-access-token': ['sumologic-key'],
  'vault-service-token': ['vault-token', 'vault-legacy-token'],
}

/** Where we differ on purpose, by what the text holds. */
const differences: readonly (readonly [rule: string, text: RegExp, why: string])[] = [
  ['gcp-api-key', /^AIza/, 'Gitleaks lists these published keys one by one; by its form each is a key.'],
  ['jwt', /eyJhbGciOieeeiI/, 'Its header is no base64 of JSON: no library takes it for a token.'],
  ['jwt', /eyJhbGciOiJub25lIn0/, 'It is not signed (`alg: none`), so that anybody may write it: no secret.'],
  ['curl-auth-header', /Basic eyJ/, 'It holds a signed token, whatever the scheme before it says.'],
  ['slack-legacy-workspace-token', /1{9}/, 'Runs of one figure are filler.'],
  [
    'generic-api-key',
    /apiKey:"[0-9a-f]{32}"/,
    'A key of 128 random bits, stored as `apiKey`, is taken for one.',
  ],
]

export function measureGitleaks(): Agreement {
  const all = readFileSync(join(folder, 'cases.ndjson'), 'utf8').trim().split('\n')
  const cases = all.map((line) => JSON.parse(line) as SecretCase)
  const covered = cases.filter(({ rule }) => ours[rule] !== undefined)
  const results = covered.map((each, at) => ({ ...each, disagreement: judge(each, at) }))
  const count = (expect: string, agreed: boolean): number =>
    results.filter((each) => each.expect === expect && (!agreed || each.disagreement === undefined)).length
  const uncovered = cases.filter(({ rule }) => ours[rule] === undefined).map(({ rule }) => `gitleaks:${rule}`)
  return {
    suite: 'gitleaks',
    atLeast: 0.95,
    inScope: cases.length,
    outOfScope: 0,
    covered: covered.length,
    agreedOnFail: count('match', true),
    expectedFail: count('match', false),
    agreedOnPass: count('nomatch', true),
    expectedPass: count('nomatch', false),
    uncoveredChecks: [...new Set(uncovered)].sort(),
    disagreements: results.flatMap(({ disagreement }) => disagreement ?? []),
  }
}

function judge({ rule, expect, text }: SecretCase, at: number): Disagreement | undefined {
  const found = findSecrets('app/settings.txt', text).secrets.map((secret) => secret.rule)
  const got = found.some((each) => ours[rule]?.includes(each)) ? 'match' : 'nomatch'
  if (got === expect) return undefined
  const differs = differences.find(([about, shape]) => about === rule && shape.test(text))?.[2]
  return { id: `${rule} ${at}`, reference: `gitleaks:${rule}`, expect, got, differs }
}
