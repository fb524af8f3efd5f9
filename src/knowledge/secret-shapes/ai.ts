import { assigned, marked, type SecretShape } from './shape.ts'

/** Those who sell models, host them, or keep their runs and vectors. */
export const aiShapes: readonly SecretShape[] = [
  marked('hugging-face-token', 'a Hugging Face token', ['hf_', '[A-Za-z0-9]{34,40}']),
  marked('hugging-face-organization-token', 'a Hugging Face organization token', [
    'api_org_',
    '[A-Za-z]{34}',
  ]),
  marked('ngc-key', 'an NGC key', ['nvapi-', '[A-Za-z0-9_-]{60,70}']),
  assigned('ngc-legacy-key', 'an NGC key', {
    names: ['ngc_api', 'ngc_cli', 'ngcapi', 'ngc_key'],
    named: 'ngc[_.-]?(?:cli[_.-]?)?(?:api[_.-]?)?key',
    value: '[A-Za-z0-9]{84}',
  }),
  marked('anthropic-key', 'an Anthropic key', ['sk-ant-api', '[0-9]{2}-[A-Za-z0-9_-]{80,110}AA']),
  marked('anthropic-admin-key', 'an Anthropic admin key', [
    'sk-ant-admin',
    '[0-9]{2}-[A-Za-z0-9_-]{80,110}AA',
  ]),
  marked('anthropic-sign-in', 'an Anthropic sign-in token', [
    'sk-ant-o',
    '[ar]t[0-9]{2}-[A-Za-z0-9_-]{80,110}AA',
  ]),
  {
    id: 'openai-key',
    what: 'an OpenAI key',
    marks: ['T3BlbkFJ'],
    value: 'sk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,200}T3BlbkFJ[A-Za-z0-9_-]{20,200}',
    back: 220,
    reach: 220,
  },
  marked('openrouter-key', 'an OpenRouter key', ['sk-or-v1-', '[0-9a-f]{64}']),
  marked('langfuse-key', 'a Langfuse key', ['sk-lf-', '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}']),
  assigned('deepseek-key', 'a DeepSeek key', { names: ['deepseek'], value: 'sk-[0-9a-f]{32}' }),
  marked('replicate-token', 'a Replicate token', ['r8_', '[A-Za-z0-9]{37}']),
  marked('groq-key', 'a Groq key', ['gsk_', '[A-Za-z0-9]{52}']),
  marked('xai-key', 'an xAI key', ['xai-', '[A-Za-z0-9]{80}']),
  marked('perplexity-key', 'a Perplexity key', ['pplx-', '[A-Za-z0-9]{48}']),
  marked('together-key', 'a Together AI key', ['tgp_v1_', '[A-Za-z0-9_-]{43}']),
  marked('langsmith-key', 'a LangSmith key', ['lsv2_', '(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}']),
  marked('pinecone-key', 'a Pinecone key', ['pcsk_', '[A-Za-z0-9]{5,6}_[A-Za-z0-9]{60,66}']),
  marked('wandb-key', 'a Weights & Biases key', ['wandb_v1_', '[A-Za-z0-9_]{60,90}']),
  assigned('wandb-legacy-key', 'a Weights & Biases key', { names: ['wandb'], value: '[0-9a-f]{40}' }),
  assigned('cohere-key', 'a Cohere key', { names: ['cohere', 'co_api_key'], value: '[A-Za-z0-9]{40}' }),
  assigned('mistral-key', 'a Mistral key', {
    names: ['mistral'],
    named: 'mistral(?:ai)?[_.-]?(?:api[_.-]?)?key',
    value: '[A-Za-z0-9]{32}',
  }),
  assigned('privateai-key', 'a Private AI key', {
    names: ['privateai', 'private_ai'],
    value: '[0-9a-z]{32}',
  }),
  {
    id: 'neptune-token',
    what: 'a Neptune token',
    marks: ['eyJhcGlfYWRkcmVzcyI6'],
    value: 'eyJhcGlfYWRkcmVzcyI6[A-Za-z0-9+/]{60,400}={0,2}',
    reach: 440,
  },
  {
    id: 'kaggle-key',
    what: 'a Kaggle key',
    marks: ['KAGGLE_KEY', '"key"'],
    before:
      '(?:KAGGLE_KEY["\']?\\s{0,3}[:=]\\s{0,3}["\']?|"username"\\s{0,3}:\\s{0,3}"[^"]{1,60}",\\s{0,5}"key"\\s{0,3}:\\s{0,3}")',
    value: '[0-9a-f]{32}',
    back: 90,
  },
]
