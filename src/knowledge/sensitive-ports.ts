/** A TCP port behind which whoever connects runs code, reads data or steers a model. */
export interface SensitivePort {
  readonly port: number
  /** What listens there, for messages. */
  readonly service: string
  /** It asks nobody who they are unless somebody sets that up. */
  readonly isOpenByDesign: boolean
  /** Who connects runs code of his own there; else he reads, writes or uses what is there. */
  readonly givesCode?: true
  /** Counts and times, and nothing of what the software works on. */
  readonly givesOnlyCounts?: true
  /** Words of a container's command, arguments or environment that set authentication up, or take it away. */
  readonly guarded?: RegExp
  readonly opened?: RegExp
  /** Others use the port too: a name or an image has to say that it is this one. */
  readonly hint?: RegExp
  /** Images that start it by themselves. */
  readonly image?: RegExp
}

/**
 * Dated data. Sources: each project's documentation of ports and of authentication (Ray, Jupyter, Triton, TorchServe,
 * MLflow, Ollama, Gradio, ComfyUI, TensorBoard, Dask, Spark, Redis, memcached, etcd, Docker, kubelet, vector stores).
 */
export const sensitivePorts: { readonly date: string; readonly ports: readonly SensitivePort[] } = {
  date: '2026-11-23',
  ports: [
    { port: 2375, service: 'the Docker daemon', isOpenByDesign: true, givesCode: true },
    { port: 2376, service: 'the Docker daemon', isOpenByDesign: false, givesCode: true },
    { port: 2379, service: 'etcd', isOpenByDesign: true },
    { port: 2380, service: 'etcd', isOpenByDesign: true },
    { port: 10_250, service: 'the kubelet', isOpenByDesign: false, givesCode: true },
    { port: 10_255, service: 'the kubelet’s read-only port', isOpenByDesign: true },
    { port: 44_134, service: 'Tiller', isOpenByDesign: true, givesCode: true },
    {
      port: 8265,
      service: 'the Ray dashboard',
      isOpenByDesign: true,
      givesCode: true,
      guarded: /RAY_AUTH_MODE=token/,
    },
    {
      port: 10_001,
      service: 'the Ray client server',
      isOpenByDesign: true,
      givesCode: true,
      guarded: /RAY_AUTH_MODE=token/,
    },
    {
      port: 8888,
      service: 'Jupyter',
      isOpenByDesign: false,
      givesCode: true,
      opened: /(?:\.token|IdentityProvider\.token|\.password)=(?:''|"")?$|disable_check_xsrf/i,
      hint: /jupyter|notebook|lab\b/i,
    },
    {
      port: 8000,
      service: 'Triton',
      isOpenByDesign: true,
      guarded: /--http-restricted-api=\S{0,200}inference/,
      hint: /triton/i,
    },
    {
      port: 8001,
      service: 'Triton',
      isOpenByDesign: true,
      guarded: /--grpc-restricted-protocol=\S{0,200}inference/,
      hint: /triton/i,
    },
    {
      port: 8002,
      service: 'Triton’s metrics',
      isOpenByDesign: true,
      givesOnlyCounts: true,
      hint: /triton/i,
    },
    {
      port: 8081,
      service: 'TorchServe’s management',
      isOpenByDesign: true,
      givesCode: true,
      hint: /torchserve|torch-serve/i,
    },
    { port: 5000, service: 'MLflow', isOpenByDesign: true, guarded: /basic-auth/, hint: /mlflow/i },
    { port: 6006, service: 'TensorBoard', isOpenByDesign: true, hint: /tensorboard/i },
    { port: 11_434, service: 'Ollama', isOpenByDesign: true },
    { port: 7860, service: 'Gradio', isOpenByDesign: true, hint: /gradio|webui|stable-diffusion/i },
    { port: 8188, service: 'ComfyUI', isOpenByDesign: true, givesCode: true, hint: /comfy/i },
    { port: 8786, service: 'the Dask scheduler', isOpenByDesign: true, givesCode: true, hint: /dask/i },
    { port: 7077, service: 'the Spark master', isOpenByDesign: true, givesCode: true, hint: /spark/i },
    {
      port: 6379,
      service: 'Redis or Ray’s control store',
      isOpenByDesign: true,
      guarded: /requirepass|aclfile|REDIS_PASSWORD|redis-password|RAY_AUTH_MODE=token/i,
      image: /(?:^|\/)(?:redis|valkey)(?:[:@]|$)/,
    },
    {
      port: 11_211,
      service: 'memcached',
      isOpenByDesign: true,
      image: /(?:^|\/)memcached(?:[:@]|$)/,
    },
    {
      port: 6333,
      service: 'Qdrant',
      isOpenByDesign: true,
      guarded: /API_KEY/,
      image: /(?:^|\/)qdrant\/qdrant(?:[:@]|$)/,
    },
    { port: 6334, service: 'Qdrant', isOpenByDesign: true, guarded: /API_KEY/, hint: /qdrant/i },
    { port: 19_530, service: 'Milvus', isOpenByDesign: true },
    {
      port: 9200,
      service: 'Elasticsearch',
      isOpenByDesign: false,
      opened: /security[._]enabled[=:]\s*"?false|DISABLE_SECURITY_PLUGIN/i,
      hint: /elastic|opensearch/i,
    },
    {
      port: 27_017,
      service: 'MongoDB',
      isOpenByDesign: true,
      guarded: /ROOT_PASSWORD|^--auth$/,
      image: /(?:^|\/)mongo(?:[:@]|$)/,
    },
    { port: 5432, service: 'PostgreSQL', isOpenByDesign: false },
    { port: 3306, service: 'MySQL', isOpenByDesign: false },
  ],
}

/** What listens on a port, as far as the port and the names around it tell. */
export function sensitivePortOf(port: number, names: readonly string[]): SensitivePort | undefined {
  return sensitivePorts.ports.find(
    (entry) =>
      entry.port === port && (entry.hint === undefined || names.some((name) => entry.hint?.test(name))),
  )
}

/** The words of a container's start, and whether they are all of it. */
export interface StartWords {
  readonly words: readonly string[]
  readonly isWhole: boolean
}

/** Whether whoever connects is served: what cannot be read may set a login up, or take it away. */
export function servesAnybody(
  { guarded, opened, isOpenByDesign }: SensitivePort,
  { words, isWhole }: StartWords,
): 'yes' | 'no' | 'unknown' {
  if (words.some((word) => guarded?.test(word))) return 'no'
  if (words.some((word) => opened?.test(word))) return guarded === undefined || isWhole ? 'yes' : 'unknown'
  if (isOpenByDesign) return guarded === undefined || isWhole ? 'yes' : 'unknown'
  return opened === undefined || isWhole ? 'no' : 'unknown'
}

/** The port on which what an image starts by itself serves, declared or not. */
export function portsOfImage(image: string): readonly number[] {
  return sensitivePorts.ports.filter((entry) => entry.image?.test(image) === true).map(({ port }) => port)
}
