import * as network from "@pulumi/azure-native/network";
import type { network as inputs } from "@pulumi/azure-native/types/input";
import * as pulumi from "@pulumi/pulumi";
import { formatArmId } from "../../azure/arm-id";
import type { ObservedArgs } from "../component-args";
import { DiagnosticSetting } from "../monitoring/diagnostic-setting";
import { nameInScope } from "../name-in-scope";
import { PublicAddress } from "../network/public-address";
import { listenerParts, SHARED, type PartId, type PrivateEntry, type TenantListener } from "./gateway-listeners";

export interface ApplicationGatewayArgs extends ObservedArgs {
  /** Subscription and resource group as plain text: the gateway's parts refer to each other by full ids. */
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  /** A subnet that holds nothing else. */
  readonly subnetId: pulumi.Input<string>;
  readonly zones: readonly string[];
  /** At least 2 at all times. */
  readonly instances: { readonly minimum: number; readonly maximum: number };
  /** Private address of the cluster's internal load balancer. */
  readonly backendAddress: string;
  /** One of Azure's predefined TLS policies, or `CustomV2` for TLS 1.3 alone, which none of them is. */
  readonly sslPolicy: string;
  /** For how long a browser that was here refuses to come without TLS; without it nothing is said. */
  readonly strictTransportSeconds?: number;
  /** What holds where no listener's policy does. */
  readonly wafPolicyId: pulumi.Input<string>;
  /** Identity that reads the certificates from the key vault. */
  readonly identityId: pulumi.Input<string>;
  readonly listeners: readonly TenantListener[];
  readonly privateEntry: PrivateEntry;
  /** First label of its name under `<region>.cloudapp.azure.com`, where a DNS entry leads to it. */
  readonly domainNameLabel?: string;
}

/**
 * What is said about every request and answer: only TLS from now on, and the client's own address. The gateway is the
 * first to see the client, so what arrives as its forwarded address is not believed.
 */
function headerRules(strictTransportSeconds: number | undefined): inputs.ApplicationGatewayRewriteRuleArgs[] {
  return [
    {
      name: "headers",
      ruleSequence: 100,
      actionSet: {
        requestHeaderConfigurations: [{ headerName: "X-Forwarded-For", headerValue: "{var_client_ip}" }],
        ...(strictTransportSeconds !== undefined && {
          responseHeaderConfigurations: [
            {
              headerName: "Strict-Transport-Security",
              headerValue: `max-age=${strictTransportSeconds}; includeSubDomains`,
            },
          ],
        }),
      },
    },
  ];
}

/** Source: Microsoft Learn, application-gateway/application-gateway-ssl-policy-overview (2024). */
function sslPolicyArgs(name: string): inputs.ApplicationGatewaySslPolicyArgs {
  return name === "CustomV2"
    ? { policyType: "CustomV2", minProtocolVersion: "TLSv1_3" }
    : { policyType: "Predefined", policyName: name };
}

/** A zone-redundant web application firewall with a listener for each tenant. */
export class ApplicationGateway extends pulumi.ComponentResource {
  readonly resourceId: pulumi.Output<string>;
  readonly publicAddressId: pulumi.Output<string>;

  constructor(name: string, args: ApplicationGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("deltawerk:edge:ApplicationGateway", name, {}, opts);
    const { scope, zones, domainNameLabel } = args;
    const address = new PublicAddress(
      `${name}-address`,
      { ...args, of: { role: "gwy" }, ...(domainNameLabel !== undefined && { domainNameLabel }) },
      { parent: this },
    );
    const gatewayName = nameInScope(scope, "network:ApplicationGateway", { role: "gwy" });
    const part: PartId = (kind, partName) => ({
      id: formatArmId({
        scope: `/subscriptions/${args.subscriptionId}/resourceGroups/${args.resourceGroup}`,
        type: `Microsoft.Network/applicationGateways/${kind}`,
        names: [gatewayName, partName],
      }),
    });
    const gateway = new network.ApplicationGateway(
      `${name}-gateway`,
      {
        applicationGatewayName: gatewayName,
        resourceGroupName: args.resourceGroupName,
        location: args.location,
        ...(zones.length > 0 && { zones: [...zones] }),
        sku: { name: "WAF_v2", tier: "WAF_v2" },
        autoscaleConfiguration: { minCapacity: args.instances.minimum, maxCapacity: args.instances.maximum },
        enableHttp2: true,
        identity: { type: "UserAssigned", userAssignedIdentities: [args.identityId] },
        sslPolicy: sslPolicyArgs(args.sslPolicy),
        firewallPolicy: { id: args.wafPolicyId },
        gatewayIPConfigurations: [{ name: "subnet", subnet: { id: args.subnetId } }],
        frontendIPConfigurations: [
          { name: SHARED.frontend, publicIPAddress: { id: address.resourceId } },
          {
            name: SHARED.privateFrontend,
            privateIPAddress: args.privateEntry.address,
            privateIPAllocationMethod: "Static",
            subnet: { id: args.subnetId },
          },
        ],
        frontendPorts: [
          { name: SHARED.http, port: 80 },
          { name: SHARED.https, port: 443 },
          { name: SHARED.probes, port: args.privateEntry.port },
        ],
        rewriteRuleSets: [{ name: SHARED.headers, rewriteRules: headerRules(args.strictTransportSeconds) }],
        ...listenerParts(args.listeners, args.backendAddress, args.privateEntry, part),
        tags: args.tags,
      },
      { parent: this },
    );
    new DiagnosticSetting(
      `${name}-diagnostics`,
      { resourceId: gateway.id, resourceType: "Microsoft.Network/applicationGateways", workspaceId: args.workspaceId },
      { parent: this },
    );
    this.resourceId = gateway.id;
    this.publicAddressId = address.resourceId;
    this.registerOutputs({ resourceId: this.resourceId, publicAddressId: this.publicAddressId });
  }
}
