import type { Benchmark } from '../benchmark.ts'

const arc = 'About clusters outside Azure, which Arc connects; their resources are not read.'
const registry = 'Decided by the vulnerabilities that a scanner finds in the registry or in what runs.'
const ports =
  'Which ports a service may use is stated in the policy’s parameters; BH-0435 judges sensitive ports.'

export const defenderForContainers: Benchmark = {
  id: 'defender-for-containers',
  title: 'Microsoft Defender for Containers',
  source:
    'Microsoft’s reference of container recommendations for Azure, March 2024, by assessment key; titles are our own words',
  items: [
    {
      id: '0642d770-b189-42ef-a2ce-9dcc3ec6c169',
      title: 'Clusters of Arc have the policy extension',
      unjudged: arc,
    },
    {
      id: '3ef9848c-c2c8-4ff3-8b9c-4c8eb8ddfce6',
      title: 'Clusters of Arc have the Defender extension',
      unjudged: arc,
    },
    { id: '56a83a6e-c417-42ec-b567-1e6fcb3d09a9', title: 'AKS has the Defender profile' },
    { id: '08e628db-e2ed-4793-bc91-d13e684401c3', title: 'AKS has the policy add-on' },
    {
      id: 'c0b7cfc6-3172-465a-b378-53c7ff2cc0d5',
      title: 'Images in the registry have no known flaws',
      undecidable: registry,
    },
    {
      id: 'dbd0cb49-b563-45e7-9724-889e799fa648',
      title: 'Images in the registry have no known flaws (Qualys)',
      undecidable: registry,
    },
    {
      id: 'c609cf0f-71ab-41e9-a3c6-9a1f7fe1b8d5',
      title: 'Running images have no known flaws',
      undecidable: registry,
    },
    {
      id: '41503391-efa5-47ee-9282-4eff6131462c',
      title: 'Running images have no known flaws (Qualys)',
      undecidable: registry,
    },
    {
      id: '33422d8f-ab1e-42be-bc9a-38685bb567b9',
      title: 'Images in the registry have no known flaws (preview)',
      undecidable: registry,
    },
    {
      id: 'e9acaf48-d2cf-45a3-a6e7-3caa2ef769e0',
      title: 'Running containers have no known flaws (preview)',
      undecidable: registry,
    },
    {
      id: 'af560c4d-9c05-e073-b9f1-f7a94958ff25',
      title: 'Registries are encrypted with a key of one’s own',
    },
    { id: '9b828565-a0ed-61c2-6bf3-1afc99a9b2ca', title: 'Few networks reach the registry' },
    { id: '13e7d036-6903-821c-6018-962938929bf0', title: 'Registries have a private link' },
    { id: 'bb318338-de6a-42ff-8428-8274c897d564', title: 'Diagnostic logs are on' },
    {
      id: '1a2b5b4c-f80d-46e7-ac81-b51a9fb363de',
      title: 'Few addresses reach the API server',
    },
    { id: 'e599a9fe-30e3-47c6-a173-8b4b6d9d3255', title: 'Defender for Containers is on' },
    { id: 'b0fdc63a-38e7-4bab-a7c4-2c2665abbaa9', title: 'Roles decide who may do what' },
    { id: '405c9ae6-49f9-46c4-8873-a86690f27818', title: 'CPU and memory are limited' },
    { id: '8d244d29-fa00-4332-b935-c3a51d525417', title: 'Images come from trusted registries' },
    { id: '802c0637-5a8c-4c98-abd7-7c96d89d6010', title: 'No process or IPC namespace of the node' },
    { id: '86f91051-9d6a-47c3-a07f-bd14cb214b45', title: 'AppArmor stays on' },
    { id: '43dc2a2e-ce69-4d42-923e-ab7d136f2cfe', title: 'No privilege escalation' },
    { id: '27d6f0e9-b4d5-468b-ae7e-03d5473fd864', title: 'The root file system is read-only' },
    { id: 'c6d87087-9ebe-b31f-b452-0bf3bbbaccd2', title: 'Ingress has TLS' },
    { id: '32060ac3-f17f-4848-db8e-e7cf2c9a53eb', title: 'No service account token' },
    { id: 'aba14f78-27c5-af84-848e-9105d18dfd92', title: 'No SYS_ADMIN' },
    { id: 'ff87e0b4-17df-d338-5b19-80e71e0dcc9d', title: 'The namespace default stays unused' },
    { id: '11c95609-3553-430d-b788-fd41cde8b2db', title: 'Capabilities are dropped' },
    { id: '5d90913f-a1c5-4429-ad54-2c6c17fb3c73', title: 'No privileged containers' },
    { id: '9b795646-9130-41a4-90b7-df9eae2437c8', title: 'Containers run without root' },
    { id: 'add45209-73f6-4fa5-a5a5-74a451b07fbe', title: 'Services use allowed ports', unjudged: ports },
    { id: 'ebc68898-5c0f-4353-a426-4a5f1e737b12', title: 'No network and no ports of the node' },
    { id: 'f0debc84-981c-4a0d-924d-aa4bd7d55fef', title: 'No host paths beyond a known list' },
  ],
}
