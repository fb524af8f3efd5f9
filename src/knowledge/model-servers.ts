/**
 * Model servers and how each asks for a key. Dated data; sources: the command-line references of vLLM, Text Generation
 * Inference, Text Embeddings Inference, llama.cpp, SGLang and Ollama.
 */
export interface ModelServer {
  readonly name: string
  /** Images whose entry point is the server. */
  readonly image: RegExp
  /** Command lines that start it. */
  readonly command: RegExp
  /** Flags and variables that make it demand a key; none where it cannot. */
  readonly keyFlags: readonly string[]
  readonly keyVariables: readonly string[]
  /** Flags and variables that name the model. */
  readonly modelFlags: readonly string[]
  readonly modelVariables: readonly string[]
}

const never = /(?!)/

export const modelServers: { readonly date: string; readonly servers: readonly ModelServer[] } = {
  date: '2026-11-23',
  servers: [
    {
      name: 'vLLM',
      image: /(?:^|\/)vllm\/vllm-(?:openai|tpu|cpu|rocm)(?:[:@]|$)|(?:^|\/)vllm-openai(?:[:@]|$)/,
      command: /\bvllm serve\b|\bvllm\.entrypoints\.(?:openai\.)?api_server\b/,
      keyFlags: ['api-key'],
      keyVariables: ['VLLM_API_KEY'],
      modelFlags: ['model', 'serve'],
      modelVariables: [],
    },
    {
      name: 'Text Generation Inference',
      image: /(?:^|\/)huggingface\/text-generation-inference(?:[:@]|$)/,
      command: /\btext-generation-launcher\b/,
      keyFlags: ['api-key'],
      keyVariables: ['API_KEY'],
      modelFlags: ['model-id'],
      modelVariables: ['MODEL_ID'],
    },
    {
      name: 'Text Embeddings Inference',
      image: /(?:^|\/)huggingface\/text-embeddings-inference(?:[:@]|$)/,
      command: /\btext-embeddings-router\b/,
      keyFlags: ['api-key'],
      keyVariables: ['API_KEY'],
      modelFlags: ['model-id'],
      modelVariables: ['MODEL_ID'],
    },
    {
      name: 'llama.cpp',
      image: /(?:^|\/)gg(?:ml-org|erganov)\/llama\.cpp:server/,
      command: /\bllama-server\b/,
      keyFlags: ['api-key', 'api-key-file'],
      keyVariables: ['LLAMA_API_KEY'],
      modelFlags: [],
      modelVariables: [],
    },
    {
      name: 'SGLang',
      image: never,
      command: /\bsglang\.launch_server\b|\bsglang serve\b/,
      keyFlags: ['api-key'],
      keyVariables: [],
      modelFlags: ['model-path', 'model'],
      modelVariables: [],
    },
    {
      name: 'Ollama',
      image: /(?:^|\/)ollama\/ollama(?:[:@]|$)/,
      command: /\bollama serve\b/,
      keyFlags: [],
      keyVariables: [],
      modelFlags: [],
      modelVariables: [],
    },
  ],
}
