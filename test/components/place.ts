import * as keyvault from "@pulumi/azure-native/keyvault";
import * as network from "@pulumi/azure-native/network";
import * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import * as privatedns from "@pulumi/azure-native/privatedns";
import { Provider } from "@pulumi/azure-native/provider";
import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
import type { ComponentResource, Output, Resource } from "@pulumi/pulumi";
import type { Platform } from "../../azure/names/codes";
import { PRIVATE_LINKS, type PrivateLinkService } from "../../azure/private-link";
import type { ObservedArgs, Scope } from "../../components/component-args";
import { PRIVATE_ACCOUNT } from "../../components/data/private-account";
import { nameInScope } from "../../components/name-in-scope";

/** The least that a component takes, all that it knows, and what a cautious customer asks for. */
export const ARGUMENT_SETS = ["smallest", "everything", "hardened"] as const;
export type ArgumentSet = (typeof ARGUMENT_SETS)[number];

/** Of each set: another platform, so that no name is taken twice, and another subscription, of which some things are one. */
const OWNERS: Readonly<Record<ArgumentSet, { readonly platform: Platform; readonly subscription: string }>> = {
  smallest: { platform: "coachview", subscription: "0d6f0c1e-1c3a-4f6b-8b1e-000000000001" },
  everything: { platform: "superoffice", subscription: "0d6f0c1e-1c3a-4f6b-8b1e-000000000002" },
  hardened: { platform: "pct", subscription: "0d6f0c1e-1c3a-4f6b-8b1e-000000000003" },
};

/** The first is where everything stands that does not ask for a second one; two regions that are each other's pair. */
const REGIONS = { weu: "westeurope", neu: "northeurope" } as const;
export type PlaceSite = keyof typeof REGIONS;

export const SUBSCRIPTIONS = Object.values(OWNERS).map(({ subscription }) => subscription);
export const DIRECTORY = "2238cea0-dc0a-401b-a3f5-7db31dd20e14";
export const ZONES = ["1", "2", "3"] as const;

/** Where the components of one set of arguments stand, with what others would have made before them. */
export class Place {
  readonly scope: Scope & { readonly site: string };
  readonly subscription: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly provider: Provider;
  private readonly made = new Map<unknown, ComponentResource>();
  private readonly kept = new Map<string, unknown>();
  private lastSubnet: Resource | undefined;

  constructor(readonly set: ArgumentSet) {
    const { platform, subscription } = OWNERS[set];
    this.scope = { platform, environment: "local", site: "weu", cell: 1, salt: "components" };
    this.subscription = subscription;
    this.tags = { set };
    this.provider = new Provider(set, { subscriptionId: subscription });
  }

  /** Arguments of everything that is observed and stands in a region. */
  at(site: PlaceSite = "weu"): ObservedArgs & { readonly scope: Scope & { readonly site: string } } {
    return { scope: { ...this.scope, site }, ...this.regional(site), tags: this.tags };
  }

  get resourceGroup(): string {
    return nameInScope(this.scope, "resources:ResourceGroup", { role: "app" });
  }

  get groupId(): string {
    return `/subscriptions/${this.subscription}/resourceGroups/${this.resourceGroup}`;
  }

  add(type: unknown, component: ComponentResource): void {
    this.made.set(type, component);
  }

  /** A component of the same set that was made before. */
  of<Component extends ComponentResource>(type: new (...given: never[]) => Component): Component {
    const found = this.made.get(type);
    if (!(found instanceof type)) throw new Error(`${type.name} comes later in the table than what needs it.`);
    return found;
  }

  /** Anything that is made once for the set. */
  once<Made>(key: string, make: () => Made): Made {
    if (!this.kept.has(key)) this.kept.set(key, make());
    return this.kept.get(key) as Made;
  }

  /** A part of the network that no component has made, `10.200.<number>.0/24`. */
  subnetId(key: string, number: number, more: Partial<network.SubnetArgs> = {}): Output<string> {
    return this.once(`subnet-${key}`, () => {
      const { name: virtualNetworkName } = this.network;
      const subnet = new network.Subnet(
        `${this.set}-subnet-${key}`,
        {
          subnetName: key,
          virtualNetworkName,
          resourceGroupName: this.at().resourceGroupName,
          addressPrefix: `10.200.${number}.0/24`,
          ...more,
        },
        { provider: this.provider, ...(this.lastSubnet && { dependsOn: this.lastSubnet }) },
      );
      this.lastSubnet = subnet;
      return subnet.id;
    });
  }

  get network(): network.VirtualNetwork {
    return this.once("network", () => {
      const { resourceGroupName, location } = this.at();
      return new network.VirtualNetwork(
        `${this.set}-network`,
        {
          virtualNetworkName: "vnet-around",
          resourceGroupName,
          location,
          addressSpace: { addressPrefixes: ["10.200.0.0/16"] },
        },
        { provider: this.provider, dependsOn: this.watcher },
      );
    });
  }

  get watcher(): network.NetworkWatcher {
    return this.watcherAt("weu");
  }

  /** The one network watcher that a region of a subscription has. */
  watcherAt(site: PlaceSite): network.NetworkWatcher {
    return this.once(`watcher-${site}`, () => {
      const { resourceGroupName, location } = this.at(site);
      return new network.NetworkWatcher(
        `${this.set}-watcher-${site}`,
        { networkWatcherName: `nw-around-${site}`, resourceGroupName, location },
        { provider: this.provider },
      );
    });
  }

  zoneId(service: PrivateLinkService): Output<string> {
    return this.once(`zone-${service}`, () => {
      const privateZoneName = PRIVATE_LINKS[service].zone.replace("{region}", REGIONS.weu);
      return new privatedns.PrivateZone(
        `${this.set}-zone-${service}`,
        { privateZoneName, resourceGroupName: this.at().resourceGroupName, location: "global" },
        { provider: this.provider },
      ).id;
    });
  }

  /** A private account in a region, whose name ends in a key of at most 6 letters. */
  account(key: string, site: PlaceSite = "weu"): { readonly id: Output<string>; readonly name: string } {
    return this.once(`account-${key}-${site}`, () => {
      const { resourceGroupName, location } = this.at(site);
      const name = `st${this.set}${site}${key}`;
      const { id } = new storage.StorageAccount(
        `${this.set}-account-${key}-${site}`,
        { ...PRIVATE_ACCOUNT, accountName: name, resourceGroupName, location, sku: { name: "Standard_LRS" } },
        { provider: this.provider },
      );
      return { id, name };
    });
  }

  /** A vault that holds certificates of other people. */
  get keyVault(): keyvault.Vault {
    return this.once("vault", () => {
      const { resourceGroupName, location } = this.at();
      const sku = { family: "A", name: "standard" } as const;
      return new keyvault.Vault(
        `${this.set}-vault`,
        {
          vaultName: `kv-${this.set}`,
          resourceGroupName,
          location,
          properties: { tenantId: DIRECTORY, sku, enableRbacAuthorization: true },
        },
        { provider: this.provider },
      );
    });
  }

  private regional(site: PlaceSite) {
    return this.once(`region-${site}`, () => {
      const location = REGIONS[site];
      const scope = { ...this.scope, site };
      const { name: resourceGroupName } = new resources.ResourceGroup(
        `${this.set}-group-${site}`,
        { resourceGroupName: nameInScope(scope, "resources:ResourceGroup", { role: "app" }), location },
        { provider: this.provider },
      );
      const workspace = new operationalinsights.Workspace(
        `${this.set}-workspace-${site}`,
        { workspaceName: `log-around-${this.set}-${site}`, resourceGroupName, location, sku: { name: "PerGB2018" } },
        { provider: this.provider },
      );
      return { resourceGroupName, location, workspaceId: workspace.id };
    });
  }
}
