import { itemsOf } from '../../../kernel/tree.ts'
import { listAt } from '../../../values/value.ts'
import { bodyFrom, type Field, listed, number, opposite, present, same, text, truth } from './field.ts'

/** `azurerm_kubernetes_cluster` of versions 2 to 5 of the provider. */
export const clusterFields: readonly Field[] = [
  text('name', 'name'),
  text('resourceGroup', 'resource_group_name'),
  text('sku.tier', 'sku_tier'),
  text('properties.kubernetesVersion', 'kubernetes_version'),
  text('properties.supportPlan', 'support_plan'),
  truth(
    'properties.apiServerAccessProfile.enablePrivateCluster',
    'private_cluster_enabled',
    'private_link_enabled',
  ),
  truth(
    'properties.apiServerAccessProfile.enablePrivateClusterPublicFQDN',
    'private_cluster_public_fqdn_enabled',
  ),
  same(
    'properties.apiServerAccessProfile.authorizedIPRanges',
    'api_server_access_profile.authorized_ip_ranges',
    'api_server_authorized_ip_ranges',
  ),
  opposite('properties.apiServerAccessProfile.disableRunCommand', 'run_command_enabled'),
  truth(
    'properties.apiServerAccessProfile.enableVnetIntegration',
    'api_server_access_profile.virtual_network_integration_enabled',
    'api_server_access_profile.vnet_integration_enabled',
  ),
  truth('properties.disableLocalAccounts', 'local_account_disabled'),
  truth('properties.enableRBAC', 'role_based_access_control_enabled', 'role_based_access_control.enabled'),
  present(
    'properties.aadProfile.managed',
    true,
    'azure_active_directory_role_based_access_control',
    'role_based_access_control.azure_active_directory',
  ),
  truth(
    'properties.aadProfile.enableAzureRBAC',
    'azure_active_directory_role_based_access_control.azure_rbac_enabled',
    'role_based_access_control.azure_active_directory.azure_rbac_enabled',
  ),
  same(
    'properties.aadProfile.adminGroupObjectIDs',
    'azure_active_directory_role_based_access_control.admin_group_object_ids',
    'role_based_access_control.azure_active_directory.admin_group_object_ids',
  ),
  text('properties.servicePrincipalProfile.clientId', 'service_principal.client_id'),
  same('properties.identityProfile.kubeletidentity.resourceId', 'kubelet_identity.user_assigned_identity_id'),
  text('properties.identityProfile.kubeletidentity.objectId', 'kubelet_identity.object_id'),
  text('properties.networkProfile.networkPlugin', 'network_profile.network_plugin'),
  text('properties.networkProfile.networkPluginMode', 'network_profile.network_plugin_mode'),
  text('properties.networkProfile.networkPolicy', 'network_profile.network_policy'),
  truth(
    'properties.networkProfile.advancedNetworking.observability.enabled',
    'network_profile.advanced_networking.observability_enabled',
  ),
  truth(
    'properties.networkProfile.advancedNetworking.security.enabled',
    'network_profile.advanced_networking.security_enabled',
  ),
  text(
    'properties.networkProfile.networkDataplane',
    'network_profile.network_data_plane',
    'network_profile.ebpf_data_plane',
  ),
  text('properties.networkProfile.outboundType', 'network_profile.outbound_type'),
  truth('properties.oidcIssuerProfile.enabled', 'oidc_issuer_enabled'),
  truth('properties.securityProfile.workloadIdentity.enabled', 'workload_identity_enabled'),
  present('properties.securityProfile.defender.securityMonitoring.enabled', true, 'microsoft_defender'),
  truth('properties.securityProfile.imageCleaner.enabled', 'image_cleaner_enabled'),
  number('properties.securityProfile.imageCleaner.intervalHours', 'image_cleaner_interval_hours'),
  present('properties.securityProfile.azureKeyVaultKms.enabled', true, 'key_management_service'),
  text(
    'properties.securityProfile.azureKeyVaultKms.keyVaultNetworkAccess',
    'key_management_service.key_vault_network_access',
  ),
  same('properties.securityProfile.customCATrustCertificates', 'custom_ca_trust_certificates_base64'),
  truth(
    'properties.addonProfiles.azurepolicy.enabled',
    'azure_policy_enabled',
    'addon_profile.azure_policy.enabled',
  ),
  truth(
    'properties.addonProfiles.httpApplicationRouting.enabled',
    'http_application_routing_enabled',
    'addon_profile.http_application_routing.enabled',
  ),
  present('properties.addonProfiles.ingressApplicationGateway.enabled', true, 'ingress_application_gateway'),
  present('properties.addonProfiles.aciConnectorLinux.enabled', true, 'aci_connector_linux'),
  truth('properties.metricsProfile.costAnalysis.enabled', 'cost_analysis_enabled'),
  truth('properties.addonProfiles.kubeDashboard.enabled', 'addon_profile.kube_dashboard.enabled'),
  truth('properties.addonProfiles.omsagent.enabled', 'addon_profile.oms_agent.enabled'),
  present('properties.addonProfiles.omsagent.enabled', true, 'oms_agent'),
  same(
    'properties.addonProfiles.omsagent.config.logAnalyticsWorkspaceResourceID',
    'oms_agent.log_analytics_workspace_id',
    'addon_profile.oms_agent.log_analytics_workspace_id',
  ),
  truth('properties.addonProfiles.omsagent.config.useAADAuth', 'oms_agent.msi_auth_for_monitoring_enabled'),
  truth(
    'properties.addonProfiles.azureKeyvaultSecretsProvider.enabled',
    'addon_profile.azure_keyvault_secrets_provider.enabled',
  ),
  present(
    'properties.addonProfiles.azureKeyvaultSecretsProvider.enabled',
    true,
    'key_vault_secrets_provider',
  ),
  truth(
    'properties.addonProfiles.azureKeyvaultSecretsProvider.config.enableSecretRotation',
    'key_vault_secrets_provider.secret_rotation_enabled',
    'addon_profile.azure_keyvault_secrets_provider.secret_rotation_enabled',
  ),
  text(
    'properties.autoUpgradeProfile.upgradeChannel',
    'automatic_upgrade_channel',
    'automatic_channel_upgrade',
  ),
  text(
    'properties.autoUpgradeProfile.nodeOSUpgradeChannel',
    'node_os_upgrade_channel',
    'node_os_channel_upgrade',
  ),
  same('properties.diskEncryptionSetID', 'disk_encryption_set_id'),
  truth('properties.aiToolchainOperatorProfile.enabled', 'ai_toolchain_operator_enabled'),
  present('properties.ingressProfile.webAppRouting.enabled', true, 'web_app_routing'),
  text(
    'properties.ingressProfile.webAppRouting.nginx.defaultIngressControllerType',
    'web_app_routing.default_nginx_controller',
  ),
  text('properties.bootstrapProfile.artifactSource', 'bootstrap_profile.artifact_source'),
  same('properties.bootstrapProfile.containerRegistryId', 'bootstrap_profile.container_registry_id'),
  text('properties.nodeProvisioningProfile.mode', 'node_provisioning_profile.mode'),
  text('properties.httpProxyConfig.trustedCa', 'http_proxy_config.trusted_ca'),
  same('properties.httpProxyConfig.noProxy', 'http_proxy_config.no_proxy'),
  truth('properties.storageProfile.blobCSIDriver.enabled', 'storage_profile.blob_driver_enabled'),
  same('identity.userAssignedIdentities', 'identity.identity_ids', 'identity.user_assigned_identity_id'),
]

const portFields: readonly Field[] = [
  number('portStart', 'port_start'),
  number('portEnd', 'port_end'),
  text('protocol', 'protocol'),
]

const allowedHostPorts: Field = {
  to: 'properties.networkProfile.allowedHostPorts',
  from: ['node_network_profile.allowed_host_ports'],
  convert: (ports) =>
    ports.kind === 'hidden'
      ? ports
      : listAt(
          itemsOf(ports).map((range) => bodyFrom(range, portFields)),
          ports,
        ),
}

/** `azurerm_kubernetes_cluster_node_pool`, and `default_node_pool` of a cluster. */
export const poolFields: readonly Field[] = [
  text('name', 'name'),
  same('parent', 'kubernetes_cluster_id'),
  text('properties.mode', 'mode'),
  text('properties.vmSize', 'vm_size'),
  text('properties.osType', 'os_type'),
  text('properties.osSKU', 'os_sku'),
  text('properties.orchestratorVersion', 'orchestrator_version'),
  text('properties.osDiskType', 'os_disk_type'),
  text('properties.type', 'type'),
  same('properties.nodeLabels', 'node_labels'),
  same('properties.nodeTaints', 'node_taints'),
  listed('properties.nodeTaints', 'CriticalAddonsOnly=true:NoSchedule', 'only_critical_addons_enabled'),
  text('properties.workloadRuntime', 'workload_runtime'),
  truth('properties.enableNodePublicIP', 'node_public_ip_enabled', 'enable_node_public_ip'),
  truth('properties.enableEncryptionAtHost', 'host_encryption_enabled', 'enable_host_encryption'),
  truth('properties.enableAutoScaling', 'auto_scaling_enabled', 'enable_auto_scaling'),
  number('properties.count', 'node_count'),
  number('properties.maxCount', 'max_count'),
  number('properties.maxPods', 'max_pods'),
  same('properties.vnetSubnetID', 'vnet_subnet_id'),
  same('properties.podSubnetID', 'pod_subnet_id'),
  text('properties.scaleDownMode', 'scale_down_mode'),
  text('properties.gpuProfile.driver', 'gpu_driver'),
  text('properties.upgradeSettings.undrainableNodeBehavior', 'upgrade_settings.undrainable_node_behavior'),
  number('properties.linuxOSConfig.swapFileSizeMB', 'linux_os_config.swap_file_size_mb'),
  allowedHostPorts,
  number('properties.kubeletConfig.podMaxPids', 'kubelet_config.pod_max_pid'),
  number('properties.kubeletConfig.containerLogMaxSizeMB', 'kubelet_config.container_log_max_size_mb'),
  number(
    'properties.kubeletConfig.containerLogMaxFiles',
    'kubelet_config.container_log_max_files',
    'kubelet_config.container_log_max_line',
  ),
  same('properties.kubeletConfig.allowedUnsafeSysctls', 'kubelet_config.allowed_unsafe_sysctls'),
  truth('properties.kubeletConfig.cpuCfsQuota', 'kubelet_config.cpu_cfs_quota_enabled'),
]
