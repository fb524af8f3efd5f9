import { type Known, unset } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Pipeline, PipelineContainer } from '../../model/pipeline.ts'

/** What differs between the systems; the rest of a pipeline is read alike. */
export type PipelineParts = Pick<
  Pipeline,
  'triggers' | 'permissions' | 'variables' | 'jobs' | 'containers' | 'repositories' | 'hasOtherParts'
>

/** A container of which nothing but its image is stated. */
export function containerOf(image: Known<string | undefined>, parent: Origin): PipelineContainer {
  return {
    image,
    options: unset(),
    volumes: [],
    variables: new Map(),
    password: unset(),
    origin: image.state === 'default' ? parent : image.origin,
  }
}
