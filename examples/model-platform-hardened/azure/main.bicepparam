using './main.bicep'

param location = 'westeurope'

// Owned by the teams that run network, keys and monitoring for everybody.
param firewallAddress = readEnvironmentVariable('FIREWALL_ADDRESS')
param workspace = readEnvironmentVariable('LOG_WORKSPACE')
param registryKey = readEnvironmentVariable('REGISTRY_KEY')
