import type { Pipeline } from '../../model/pipeline.ts'

/** What differs between the systems; the rest of a pipeline is read alike. */
export type PipelineParts = Pick<
  Pipeline,
  'triggers' | 'permissions' | 'variables' | 'jobs' | 'repositories' | 'hasOtherParts'
>
