import type { Benchmark } from '../benchmark.ts'

const own = 'Availability or order of one’s own service; bears on none of the three guarantees.'
const style = 'Labels and annotations; bears on none of the three guarantees.'
const parameters =
  'What is allowed stands in the parameters of the assignment, which differ from cluster to cluster.'
const signature = 'Decided by signatures in the registry and by the keys of the cluster.'
const flaws = 'Decided by the vulnerabilities that a scanner finds in the registry.'
const running = 'Decided by what somebody asks of the running cluster; Azure made the object that it guards.'
const retired = 'Azure has retired it.'
const hosts = 'BH-0445 asks nearly the same, and of wildcards as well.'
const integrity =
  'The add-on only reports, for 200 signatures at most: it keeps no image out. Signatures count where admission denies.'
const zones = 'Deploys the zone of a private endpoint; BH-1255 and BH-1256 ask whether there is one.'
const later = 'No control judges it yet.'

export const azurePolicy: Benchmark = {
  id: 'azure-policy',
  title: 'Azure Policy for Kubernetes, AKS, registries and what stands around them, built-in definitions',
  source:
    'Azure/azure-policy, April 2026, by name: built-in definitions of the mode Microsoft.Kubernetes.Data that audit or deny, with their default parameters, those for managedClusters and registries, and those for vaults, networks and workspaces that a control here asks, too; titles are our own words',
  items: [
    { id: 'd46c275d-1680-448d-b2ec-e495a3b6cc89', title: 'Services claim allowed external addresses only' },
    { id: '098fc59e-46c7-4d99-9b16-64990e543d75', title: 'No host paths beyond those allowed' },
    { id: 'f85eb0dd-92ee-40e9-8a76-db25a507d6d3', title: '/proc keeps its masks' },
    {
      id: '975ce327-682c-4f2e-aa46-b9598289b86c',
      title: 'Allowed seccomp profiles only',
      undecidable: parameters,
    },
    {
      id: '5e5a0673-649e-4d50-bf9d-5a387a4e2081',
      title: 'Allowed sysctls only (preview)',
      undecidable: parameters,
    },
    { id: 'f06ddb64-5fa3-4b77-b166-acb36f7f6042', title: 'Approved users and groups only' },
    {
      id: '16697877-1118-4fb1-9b65-9898ec2509ec',
      title: 'Allowed volume types only',
      undecidable: parameters,
    },
    { id: 'a3dc4946-dba6-43e6-950d-f96532848c9f', title: 'cluster-admin is granted only where needed' },
    { id: '423dd1ba-798e-40e4-9c4d-b6902674b423', title: 'No service account token' },
    { id: '9f061a12-e40d-4183-a00e-171812443373', title: 'The namespace default stays unused' },
    {
      id: '1ddac26b-ed48-4c30-8cc5-3a68c79b8001',
      title: 'The built-in role edit does not change endpoints',
      undecidable: running,
    },
    { id: '47a1ee2f-2a2a-4576-bf2a-e0e36709c2b8', title: 'No process or IPC namespace of the node' },
    { id: '65280eef-c8b4-425e-9aec-af55e55bf581', title: 'No pods without a controller', unjudged: own },
    {
      id: 'b81f454c-eebb-4e4f-9dfe-dca060e8a8fd',
      title: 'Named kinds are not created (preview)',
      undecidable: parameters,
    },
    {
      id: '13cd7ae3-5bc0-4ac4-a62d-4f7c120b9759',
      title: 'No images with known flaws (retired)',
      undecidable: flaws,
    },
    { id: 'ca8d5704-aa2b-40cf-b110-dc19052825ad', title: 'Roles hold no wildcards' },
    { id: '53a4a537-990c-495a-92e0-7c21a465442c', title: 'Nobody edits single nodes', undecidable: running },
    { id: 'c26596ff-4d70-4e6a-9a30-c2506bd2f80c', title: 'Allowed capabilities only' },
    {
      id: 'febd0533-8e55-448f-b837-bd0e06f16469',
      title: 'Images come from allowed registries',
      undecidable: parameters,
    },
    {
      id: '440b515e-a580-421e-abeb-b159a61ddcbc',
      title: 'Containers use allowed ports only (retired)',
      unjudged: retired,
    },
    {
      id: '50c83470-d2f0-4dda-a716-1938a4825f62',
      title: 'Images are always pulled',
      undecidable: parameters,
    },
    { id: 'a27c700f-8a22-44ec-961c-41625264370b', title: 'No capability of a list', undecidable: parameters },
    { id: 'd2e7ea85-6b44-4317-a0be-1b951587f626', title: 'No SYS_ADMIN' },
    {
      id: '1a3b9003-eac6-4d39-a184-4a567ace7645',
      title: 'Containers have a hook before they stop',
      unjudged: own,
    },
    { id: 'b1a9997f-2883-4f12-bdff-2280f99b5915', title: 'Containers have probes' },
    { id: '95edb821-ddaf-4404-9732-666045e056b4', title: 'No privileged containers' },
    { id: '1c6e92c9-99f0-4e55-9cf2-0c234dc48f99', title: 'No privilege escalation' },
    { id: 'e345eecc-fa47-480f-9e88-67dcc122b164', title: 'CPU and memory are limited' },
    { id: '03a4ecdb-0684-4039-be91-2762979e1bc8', title: 'CPU and memory are requested' },
    { id: '12db3749-7e03-4b9f-b443-d37d3fb9f8d9', title: 'Images are pulled with a secret', unjudged: later },
    { id: 'd9e8f2c1-4c5a-4f5c-8b5a-2abf1e9f7b4d', title: 'Disruption budgets fit (preview)', unjudged: own },
    {
      id: '511f5417-5d12-434d-ab2e-816901e72a5e',
      title: 'Allowed AppArmor profiles only',
      undecidable: parameters,
    },
    {
      id: '4f3823b6-6dac-4b5a-9c61-ce1afb829f17',
      title: 'Storage classes use the storage interface',
      unjudged: own,
    },
    { id: '9a5f4e39-e427-4d5d-ae73-93db00328bec', title: 'Objects have needed annotations', unjudged: style },
    {
      id: 'f4a8fce0-2dd5-4c21-9a36-8f0ec809d663',
      title: 'Allowed drivers of FlexVolume only',
      undecidable: parameters,
    },
    { id: '56d0a13f-712f-466b-8416-56fb354fb823', title: 'No forbidden sysctls', undecidable: parameters },
    { id: '82985f06-dc18-4a48-bc1c-b9f4f0098cfe', title: 'No network and no ports of the node' },
    {
      id: 'cf426bb8-b320-4321-8545-1b784a5df3a4',
      title: 'Images are signed (preview)',
      undecidable: signature,
    },
    { id: '021f8078-41a0-40e6-81b6-c6597da9f3ee', title: 'Images have a tag other than latest' },
    {
      id: 'b2fd3e59-6390-4f2b-8247-ea676bd03e2d',
      title: 'Hosts of ingresses stand once (retired)',
      unjudged: retired,
    },
    { id: '1a5b4dca-0b6f-4cf5-907c-56316bc1bf3d', title: 'Ingress has TLS' },
    { id: '3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e', title: 'Load balancers are internal' },
    { id: '34c88cd4-5d72-4dbb-bf77-12c3cafe8791', title: 'Replicas are spread', unjudged: own },
    { id: 'a22123bd-b9da-4c86-9424-24903e91fd55', title: 'Nobody sets the labels of AKS', unjudged: style },
    { id: '46592696-4c7b-4bf3-9e45-6c2763bdc0a6', title: 'Pods have needed labels', unjudged: style },
    {
      id: 'e24df237-32cb-4a6c-a2f6-85b499cda9f2',
      title: 'Changes by policies are told',
      undecidable: running,
    },
    { id: 'df49d893-a74c-421d-bc95-c663042e5b80', title: 'The root file system is read-only' },
    {
      id: 'd8c942c6-16a3-400b-8f2e-785f44030036',
      title: 'Ingress names its hosts (preview)',
      unjudged: hosts,
    },
    {
      id: '48940d92-ff05-449e-9111-e742d9280451',
      title: 'System pools keep their taint',
      undecidable: running,
    },
    {
      id: 'e1e6c427-07d9-46ab-9689-bfa85431e636',
      title: 'No SELinux context of one’s own',
      undecidable: parameters,
    },
    {
      id: '233a2a17-77ca-4fb1-9b6b-69223d272a44',
      title: 'Services use allowed ports only',
      undecidable: parameters,
    },
    { id: 'b0fdedee-7b9e-4a17-9f5d-5e8e912d2f01', title: 'Selectors of services stand once', unjudged: own },
    { id: '5485eac0-7e8f-4964-998b-a44f4f0c1e75', title: 'No administrators in Windows containers' },
    { id: '077f0ce1-86d6-4058-bc60-de05067e8622', title: 'No Windows containers in the host’s processes' },
    {
      id: '57dde185-5c62-4063-b965-afbb201e9c1c',
      title: 'Approved users of Windows containers only',
      undecidable: parameters,
    },
    {
      id: 'a2abc456-f0ae-464b-bd3a-07a3cdbd7fb1',
      title: 'Windows containers do not overcommit',
      unjudged: own,
    },
    { id: '040732e8-d947-40b8-95d6-854c95024bf8', title: 'The cluster is private' },
    { id: '0e246bcf-5f6f-4f87-bc6f-775d4712c7ea', title: 'Few addresses reach the API server' },
    { id: '89f2d532-c53c-4f8f-9afa-4927b1114a0d', title: 'No run command' },
    { id: '1b708b0a-3380-40e9-8b79-821f9fa224cc', title: 'Run command is turned off (deploys)' },
    { id: '993c2fcd-2b29-49d2-9eb0-df2c3a730c32', title: 'No local accounts' },
    { id: '450d2877-ebea-41e8-b00c-e286317d21bf', title: 'People sign in with Entra ID' },
    {
      id: '36a27de4-199b-40fb-b336-945a8475d6c5',
      title: 'A group administers the cluster (deploys)',
      undecidable: parameters,
    },
    { id: 'ac4a19c2-fa67-49b4-8ae5-0b2e78c49457', title: 'Role-based access control is on' },
    { id: 'da6e2401-19da-4532-9141-fb8fbde08431', title: 'The cluster has a managed identity' },
    { id: '2cc2e023-0dac-4046-875b-178f683929d5', title: 'Workload identities are on' },
    { id: '46238e2f-3f6f-4589-9f3f-77bed4116e67', title: 'The cluster uses Azure CNI' },
    { id: '0a15ec92-a229-4763-bb14-0ea34a568f8d', title: 'The cluster has the add-on of Azure Policy' },
    {
      id: 'a8eff44f-8c92-45c3-a3fb-9880802d67a7',
      title: 'The add-on of Azure Policy is installed (deploys)',
    },
    { id: 'a1840de2-8088-4ea8-b153-b4c723e9cb01', title: 'The cluster has the Defender profile' },
    { id: '64def556-fbad-4622-930e-72d1d5589bf5', title: 'The Defender profile is installed (deploys)' },
    { id: 'af3c26b2-6fad-493e-9236-9c68928516ab', title: 'Image Cleaner is on' },
    { id: '7e49285c-4bed-4564-b26a-5225ccc311f3', title: 'Image Cleaner is installed (deploys)' },
    {
      id: '5dc99dae-cfb2-42cc-8762-9aae02b74e27',
      title: 'Image Integrity is installed (preview, deploys)',
      unjudged: integrity,
    },
    { id: 'dbbdc317-9734-4dd8-9074-993b29c69008', title: 'etcd is encrypted by a key of Key Vault' },
    { id: '7d7be79c-23ba-4033-84dd-45e2a5ccdd67', title: 'Disks of the cluster have a key of one’s own' },
    { id: '245fc9df-fa96-4414-9a0b-3738c2f7341c', title: 'The cluster keeps resource logs' },
    { id: '6c66c325-74c8-42fd-a286-a74b0e2939d8', title: 'The cluster’s logs go to a workspace (deploys)' },
    { id: '5c345cdf-2049-47e0-b8fe-b0e96bc2df35', title: 'The cluster upgrades by itself' },
    { id: '04408ca5-aa10-42ce-8536-98955cdddd4c', title: 'Node images upgrade by themselves' },
    {
      id: '40f1aee2-4db4-4b74-acb1-c6972e24cca8',
      title: 'Node images are made to upgrade by themselves (deploys)',
    },
    {
      id: 'e1352e44-d34d-4e4d-a22e-451a15f759a1',
      title: 'Upgrades have a planned window (deploys)',
      undecidable: parameters,
    },
    { id: 'c5110b6e-5272-4989-9935-59ad06fdf341', title: 'Drivers of the storage interface are on' },
    { id: '28257686-e9db-403e-b9e2-a5eecbe03da9', title: 'Nodes take no connections by SSH' },
    {
      id: '41425d9f-d1a5-499a-9932-f8ed8453932c',
      title: 'Disks and caches of nodes are encrypted at the host',
    },
    { id: 'bd560fc0-3c69-498a-ae9f-aa8eb7de0e13', title: 'The registry has Premium' },
    { id: 'dc921057-6b28-4fbe-9b83-f7bec05db6c2', title: 'The registry has no admin user' },
    { id: '79fdfe03-ffcb-4e55-b4d0-b925b8241759', title: 'The admin user is turned off (modifies)' },
    { id: '9f2dea28-e834-476c-99c5-3507b4728395', title: 'The registry asks for a login' },
    { id: 'cced2946-b08a-44fe-9fd9-e4ed8a779897', title: 'Anonymous pulls are turned off (modifies)' },
    { id: '0fdf0491-d080-4575-b627-ad0e843cba0f', title: 'The registry has no public address' },
    { id: 'a3701552-92ea-433e-9d17-33b7f1208fc9', title: 'The public address is turned off (modifies)' },
    { id: 'd0793b48-0edc-4296-a390-4c75d1bdfd71', title: 'Few networks reach the registry' },
    { id: 'e8eef0a8-67cf-4eb4-9386-14b0e78733d4', title: 'The registry has a private link' },
    {
      id: 'd85c6833-7d33-4cf5-a915-aaa2de84405f',
      title: 'A private endpoint is made (deploys)',
    },
    {
      id: 'e9585a95-5b8c-4d03-b193-dc7eb5ac4c32',
      title: 'A private zone names the registry (deploys)',
      unjudged: zones,
    },
    { id: '524b0254-c285-4903-bee6-bb8126cde579', title: 'The registry exports nothing' },
    { id: '42781ec6-6127-4c30-bdfa-fb423a0047d3', title: 'The registry takes no tokens for Azure' },
    { id: '785596ed-054f-41bc-aaec-7f3d0ba05725', title: 'Tokens for Azure are refused (modifies)' },
    { id: 'ff05e24e-195c-447e-b322-5e90c9f9f366', title: 'The registry has no tokens for repositories' },
    {
      id: 'a9b426fe-8856-4945-8600-18c5dd1cca2a',
      title: 'Tokens for repositories are turned off (modifies)',
    },
    { id: '84497762-32b6-4ab3-80b6-732ea48b85a2', title: 'The registry has no cache rules' },
    { id: '5b9159ae-1701-4a6f-9a7a-aa9c8ddd0580', title: 'The registry has a key of one’s own' },
    { id: '12d4fa5e-1f9f-4c21-97a9-b99b3c6611b5', title: 'Roles of Azure open the vault' },
    { id: '55615ac9-af46-4a59-874e-391cc3dfb490', title: 'Few networks reach the vault' },
    { id: 'a6abeaec-4d90-4a02-805f-6b26c4d3fbe9', title: 'The vault has a private endpoint' },
    { id: '0b60c0b2-2dc2-4e1c-b5c9-abbed971de53', title: 'What is deleted from a vault stays for a while' },
    { id: '1e66c121-a66a-4b1f-9b83-0fd99bf0fc2d', title: 'What is deleted from a vault comes back' },
    { id: 'cf820ca0-f99e-4f3e-84fb-66e913812d21', title: 'Reads of the vault are kept' },
    { id: '3f84c9b0-8b64-4208-98d4-6ada96bb49c3', title: 'The firewall answers questions for names' },
    { id: 'e15effd4-2278-4c65-a0da-4d6f6d1890e2', title: 'Nobody writes logs with a shared key' },
    { id: '6c53d030-cc64-46f0-906d-2bc061cd1334', title: 'The internet does not reach the logs' },
    { id: 'e71308d3-144b-4262-b144-efdc3cc90517', title: 'Subnets have security groups' },
    { id: '7bca8353-aa3b-429b-904a-9229c4385837', title: 'Subnets have no implicit way out' },
  ],
}
