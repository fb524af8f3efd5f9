import type { SecretShape } from './shape.ts'

/** Keys that Azure issues since 2022 carry a signature of the service in a fixed place before their checksum. */
function signed(id: string, what: string, [mark, value]: readonly [string, string]): SecretShape {
  return { id, what, marks: [mark], value, back: 80, reach: 40 }
}

const base64 = '[A-Za-z0-9+/]'

export const azureShapes: readonly SecretShape[] = [
  {
    id: 'azure-storage-key',
    what: 'an Azure storage key',
    marks: ['AccountKey='],
    before: 'AccountKey=',
    value: `${base64}{86}==`,
  },
  {
    id: 'azure-shared-access-key',
    what: 'an Azure shared access key',
    marks: ['SharedAccessKey='],
    before: 'SharedAccessKey=',
    value: `${base64}{40,86}={1,2}`,
  },
  {
    id: 'azure-signature',
    what: 'an Azure signature',
    marks: ['sig='],
    before: '[?&](?:amp;)?sig=',
    value: '[A-Za-z0-9%/+]{40,130}(?:%3[Dd]|=)',
  },
  {
    id: 'entra-client-secret',
    what: 'an Entra client secret',
    marks: ['Q~'],
    value: '[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}',
    after: '(?:[^A-Za-z0-9_~-]|$)',
    minEntropy: 3,
  },
  signed('azure-storage-signed-key', 'an Azure storage key', [
    '+ASt',
    `${base64}{76}\\+ASt${base64}{5}[AQgw]==`,
  ]),
  signed('azure-registry-key', 'a password of an Azure registry', [
    '+ACR',
    `${base64}{42}\\+ACR[A-D]${base64}{5}`,
  ]),
  signed('azure-cosmos-key', 'an Azure Cosmos DB key', ['ACDb', `${base64}{76}ACDb${base64}{5}[AQgw]==`]),
  signed('azure-batch-key', 'an Azure Batch key', ['+ABa', `${base64}{76}\\+ABa${base64}{5}[AQgw]==`]),
  signed('azure-ml-key', 'an Azure Machine Learning key', [
    '+AMC',
    `${base64}{76}\\+AMC${base64}{5}[AQgw]==`,
  ]),
  signed('azure-search-key', 'an Azure AI Search key', ['AzSe', '[A-Za-z0-9]{42}AzSe[A-D][A-Za-z0-9]{5}']),
  signed('azure-function-key', 'an Azure Functions key', [
    'AzFu',
    '[A-Za-z0-9_-]{44}AzFu[A-Za-z0-9_-]{5}[AQgw]==',
  ]),
  signed('azure-cache-key', 'an Azure Cache key', ['AzCa', '[A-Za-z0-9]{33}AzCa[A-P][A-Za-z0-9]{5}=']),
  signed('azure-service-bus-key', 'an Azure Service Bus key', [
    '+ASb',
    `${base64}{33}\\+ASb[A-P]${base64}{5}=`,
  ]),
  signed('azure-event-hub-key', 'an Azure Event Hubs key', ['+AEh', `${base64}{33}\\+AEh[A-P]${base64}{5}=`]),
  signed('azure-iot-key', 'an Azure IoT key', ['AIoT', `${base64}{33}AIoT[A-P]${base64}{5}=`]),
  signed('azure-annotated-key', 'an Azure key', [
    'JQQJ9',
    '[A-Za-z0-9]{52}JQQJ9[9DH][A-Za-z0-9][A-L][A-Za-z0-9]{16}[A-Za-z][A-Za-z0-9]{7}',
  ]),
  {
    id: 'azure-devops-token',
    what: 'an Azure DevOps token',
    marks: ['AZDO'],
    value: '[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}',
    back: 84,
    reach: 12,
  },
]
