/**
 * Built-in policies of Azure that admission on a cluster asks and that may deny: definitions of the mode
 * Microsoft.Kubernetes.Data, and the sets of the pod security standards. Dated data (2026-04). Source: Azure/azure-policy.
 */
const auditing: ReadonlySet<string> = new Set([
  '021f8078-41a0-40e6-81b6-c6597da9f3ee',
  '077f0ce1-86d6-4058-bc60-de05067e8622',
  '098fc59e-46c7-4d99-9b16-64990e543d75',
  '12db3749-7e03-4b9f-b443-d37d3fb9f8d9',
  '13cd7ae3-5bc0-4ac4-a62d-4f7c120b9759',
  '16697877-1118-4fb1-9b65-9898ec2509ec',
  '1a3b9003-eac6-4d39-a184-4a567ace7645',
  '1c6e92c9-99f0-4e55-9cf2-0c234dc48f99',
  '34c88cd4-5d72-4dbb-bf77-12c3cafe8791',
  '423dd1ba-798e-40e4-9c4d-b6902674b423',
  '42b8ef37-b724-4e24-bbc8-7a7708edfe00',
  '47a1ee2f-2a2a-4576-bf2a-e0e36709c2b8',
  '48940d92-ff05-449e-9111-e742d9280451',
  '4f3823b6-6dac-4b5a-9c61-ce1afb829f17',
  '50c83470-d2f0-4dda-a716-1938a4825f62',
  '511f5417-5d12-434d-ab2e-816901e72a5e',
  '53a4a537-990c-495a-92e0-7c21a465442c',
  '5485eac0-7e8f-4964-998b-a44f4f0c1e75',
  '56d0a13f-712f-466b-8416-56fb354fb823',
  '57dde185-5c62-4063-b965-afbb201e9c1c',
  '5e5a0673-649e-4d50-bf9d-5a387a4e2081',
  '65280eef-c8b4-425e-9aec-af55e55bf581',
  '82985f06-dc18-4a48-bc1c-b9f4f0098cfe',
  '975ce327-682c-4f2e-aa46-b9598289b86c',
  '9a5f4e39-e427-4d5d-ae73-93db00328bec',
  '9f061a12-e40d-4183-a00e-171812443373',
  'a22123bd-b9da-4c86-9424-24903e91fd55',
  'a27c700f-8a22-44ec-961c-41625264370b',
  'a2abc456-f0ae-464b-bd3a-07a3cdbd7fb1',
  'a8640138-9b0a-4a28-b8cb-1666c838647d',
  'b0fdedee-7b9e-4a17-9f5d-5e8e912d2f01',
  'b1a9997f-2883-4f12-bdff-2280f99b5915',
  'b81f454c-eebb-4e4f-9dfe-dca060e8a8fd',
  'c26596ff-4d70-4e6a-9a30-c2506bd2f80c',
  'd2e7ea85-6b44-4317-a0be-1b951587f626',
  'd46c275d-1680-448d-b2ec-e495a3b6cc89',
  'd8c942c6-16a3-400b-8f2e-785f44030036',
  'd9e8f2c1-4c5a-4f5c-8b5a-2abf1e9f7b4d',
  'df49d893-a74c-421d-bc95-c663042e5b80',
  'e1e6c427-07d9-46ab-9689-bfa85431e636',
  'f06ddb64-5fa3-4b77-b166-acb36f7f6042',
  'f4a8fce0-2dd5-4c21-9a36-8f0ec809d663',
  'f85eb0dd-92ee-40e9-8a76-db25a507d6d3',
])

/** Those that deny where nobody states an effect. */
const denying: ReadonlySet<string> = new Set([
  '03a4ecdb-0684-4039-be91-2762979e1bc8',
  '1a5b4dca-0b6f-4cf5-907c-56316bc1bf3d',
  '233a2a17-77ca-4fb1-9b6b-69223d272a44',
  '3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e',
  '440b515e-a580-421e-abeb-b159a61ddcbc',
  '46592696-4c7b-4bf3-9e45-6c2763bdc0a6',
  '95edb821-ddaf-4404-9732-666045e056b4',
  'b2fd3e59-6390-4f2b-8247-ea676bd03e2d',
  'e345eecc-fa47-480f-9e88-67dcc122b164',
  'febd0533-8e55-448f-b837-bd0e06f16469',
])

/** What a policy does by default; nothing for those that could not reject pods. */
export function defaultEffectOf(definition: string): 'Audit' | 'Deny' | undefined {
  const id = definition.toLowerCase().slice(definition.lastIndexOf('/') + 1)
  if (denying.has(id)) return 'Deny'
  return auditing.has(id) ? 'Audit' : undefined
}
