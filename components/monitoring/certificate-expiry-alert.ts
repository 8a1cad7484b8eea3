import * as eventgrid from "@pulumi/azure-native/eventgrid";
import { ComponentResource, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import type { ComponentArgs } from "../component-args";
import { nameInScope } from "../name-in-scope";
import type { Severity } from "./alert-args";

export interface CertificateExpiryAlertArgs extends ComponentArgs {
  /** The vault that holds the certificates; the region is its own. */
  readonly vaultId: Input<string>;
  readonly severity: Severity;
  /** Action groups that are told. */
  readonly routes: readonly Input<string>[];
}

/** 30 days before the end of the newest version, unless the certificate's own policy says otherwise, and at its end. */
const EVENTS = ["Microsoft.KeyVault.CertificateNearExpiry", "Microsoft.KeyVault.CertificateExpired"];

/**
 * Tells the people on a route that a certificate ends soon, in time to get another one. Key Vault says so itself, so
 * nobody has to be able to read the vault for it. It does not replace the probe, which sees the certificate that is really
 * shown to users.
 *
 * @see Microsoft Learn, event-grid/event-schema-key-vault (2025), and Azure REST API specification, Microsoft.EventGrid
 * 2025-02-15: destination MonitorAlert. That it takes CloudEvents only is an estimate, not read in a source.
 */
export class CertificateExpiryAlert extends ComponentResource {
  constructor(name: string, args: CertificateExpiryAlertArgs, options?: ComponentResourceOptions) {
    super("deltawerk:monitoring:CertificateExpiryAlert", name, {}, options);
    const { scope, resourceGroupName, location, tags } = args;
    const topic = new eventgrid.SystemTopic(
      `${name}-topic`,
      {
        systemTopicName: nameInScope(scope, "eventgrid:SystemTopic", { role: "key" }),
        resourceGroupName,
        location,
        tags,
        source: args.vaultId,
        topicType: "Microsoft.KeyVault.vaults",
      },
      { parent: this },
    );
    new eventgrid.SystemTopicEventSubscription(
      `${name}-subscription`,
      {
        eventSubscriptionName: nameInScope(scope, "eventgrid:SystemTopicEventSubscription", { role: "alr" }),
        systemTopicName: topic.name,
        resourceGroupName,
        eventDeliverySchema: "CloudEventSchemaV1_0",
        filter: { includedEventTypes: [...EVENTS] },
        destination: {
          endpointType: "MonitorAlert",
          severity: `Sev${args.severity}`,
          description: "A certificate of this vault ends within 30 days, or has ended.",
          actionGroups: [...args.routes],
        },
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}
