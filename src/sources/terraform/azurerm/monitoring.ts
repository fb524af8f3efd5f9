import { type Field, same, text, truth } from './field.ts'

export const settingFields: readonly Field[] = [text('name', 'name'), same('scope', 'target_resource_id')]

export const logFields: readonly Field[] = [
  text('category', 'category'),
  text('categoryGroup', 'category_group'),
  truth('enabled', 'enabled'),
]
