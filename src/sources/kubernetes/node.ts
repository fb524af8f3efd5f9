import type { ClusterNode } from '../../model/node.ts'
import type { ObjectMeta } from '../../model/object.ts'
import type { Fields } from '../../values/fields.ts'

export function readNode(object: Fields, meta: ObjectMeta): ClusterNode {
  const status = object.map('status')
  const info = status.map('nodeInfo')
  return {
    asset: 'node',
    ...meta,
    taints: object
      .map('spec')
      .list('taints')
      .map((taint) => ({
        key: taint.text('key', ''),
        value: taint.text('value', ''),
        effect: taint.text('effect', ''),
        origin: taint.originOr(meta.origin),
      })),
    software: {
      kubelet: info.optionalText('kubeletVersion'),
      containerRuntime: info.optionalText('containerRuntimeVersion'),
      osImage: info.optionalText('osImage'),
      kernel: info.optionalText('kernelVersion'),
    },
    allocatable: status.dictionary('allocatable'),
  }
}
