import type { RegistryCacheRule, RegistryTask, RegistryToken, RegistryWebhook } from '../model/azure.ts'
import { metaOf, type ReadResource, referenceIn } from './resource.ts'

export function readRegistryToken(read: ReadResource): RegistryToken {
  return {
    asset: 'registry-token',
    ...metaOf(read, 'Microsoft.ContainerRegistry/registries/tokens'),
    status: read.properties.text('status', 'enabled'),
  }
}

export function readRegistryCacheRule(read: ReadResource): RegistryCacheRule {
  return {
    asset: 'registry-cache-rule',
    ...metaOf(read, 'Microsoft.ContainerRegistry/registries/cacheRules'),
    registry: referenceIn(read.top, 'parent'),
    sourceRepository: read.properties.freeText('sourceRepository', undefined),
  }
}

export function readRegistryTask(read: ReadResource): RegistryTask {
  return {
    asset: 'registry-task',
    ...metaOf(read, 'Microsoft.ContainerRegistry/registries/tasks'),
    registry: referenceIn(read.top, 'parent'),
    identity: read.top.map('identity').optionalText('type'),
    sources: read.properties
      .map('trigger')
      .list('sourceTriggers')
      .map((source) => ({
        events: source.texts('sourceTriggerEvents'),
      })),
  }
}

export function readRegistryWebhook(read: ReadResource): RegistryWebhook {
  return {
    asset: 'registry-webhook',
    ...metaOf(read, 'Microsoft.ContainerRegistry/registries/webhooks'),
    serviceUri: read.properties.freeText('serviceUri', undefined),
  }
}
