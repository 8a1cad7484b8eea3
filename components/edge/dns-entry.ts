import * as trafficmanager from "@pulumi/azure-native/trafficmanager";
import * as pulumi from "@pulumi/pulumi";
import type { ObservedArgs } from "../component-args";
import { DiagnosticSetting } from "../monitoring/diagnostic-setting";
import { nameInScope } from "../name-in-scope";
import { HEALTH_PATH } from "./gateway-listeners";

/** A site that can answer. */
export interface DnsTarget {
  readonly site: string;
  /** A public address that has a DNS name of its own, as Azure demands of it here. */
  readonly publicAddressId: pulumi.Input<string>;
}

export interface DnsEntryArgs extends Omit<ObservedArgs, "location"> {
  /** First label of its name under trafficmanager.net; unique in all of Azure. */
  readonly label: string;
  /** In the order in which they are chosen: the active site first, the others while it does not answer. */
  readonly targets: readonly DnsTarget[];
  /** A host that every gateway serves, asked for by the probes: their listeners answer to names only. */
  readonly probedHost: string;
}

/**
 * How fast a site is given up: a probe every 10 seconds that waits 5, three failures in a row, then 30 seconds until the
 * old answer has expired everywhere.
 *
 * Source: Microsoft Learn, traffic-manager/traffic-manager-monitoring (2024): fast probing takes a timeout of 5 to 9
 * seconds.
 */
const TIMING = { intervalInSeconds: 10, timeoutInSeconds: 5, toleratedNumberOfFailures: 2 } as const;
const TIME_TO_LIVE_SECONDS = 30;

/**
 * The public name of a cell that stands at two sites: it answers with the first site that is healthy. Names only; TLS
 * ends at the sites, inside the promised countries.
 */
export class DnsEntry extends pulumi.ComponentResource {
  readonly hostName: string;
  readonly resourceId: pulumi.Output<string>;

  constructor(name: string, args: DnsEntryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("deltawerk:edge:DnsEntry", name, {}, opts);
    const { resourceGroupName, tags } = args;
    const profile = new trafficmanager.Profile(
      `${name}-profile`,
      {
        profileName: args.label,
        resourceGroupName,
        location: "global",
        profileStatus: "Enabled",
        trafficRoutingMethod: "Priority",
        dnsConfig: { relativeName: args.label, ttl: TIME_TO_LIVE_SECONDS },
        monitorConfig: {
          protocol: "HTTPS",
          port: 443,
          path: HEALTH_PATH,
          customHeaders: [{ name: "Host", value: args.probedHost }],
          expectedStatusCodeRanges: [{ min: 200, max: 399 }],
          ...TIMING,
        },
        // Within the profile, because a switch of sites swaps their priorities, and Azure never lets two be equal.
        endpoints: args.targets.map((target, index) => ({
          name: nameInScope({ ...args.scope, site: target.site }, "trafficmanager:Endpoint", { role: "dns" }),
          type: "Microsoft.Network/trafficManagerProfiles/azureEndpoints",
          targetResourceId: target.publicAddressId,
          priority: index + 1,
          endpointStatus: "Enabled",
        })),
        tags,
      },
      { parent: this },
    );
    new DiagnosticSetting(
      `${name}-diagnostics`,
      {
        resourceId: profile.id,
        resourceType: "Microsoft.Network/trafficManagerProfiles",
        workspaceId: args.workspaceId,
      },
      { parent: this },
    );
    this.hostName = `${args.label}.trafficmanager.net`;
    this.resourceId = profile.id;
    this.registerOutputs({ hostName: this.hostName, resourceId: this.resourceId });
  }
}
