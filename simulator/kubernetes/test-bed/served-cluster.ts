import type { ArmObject } from "../../arm/resource";
import { CloudForTests } from "../../models/cloud-for-tests";
import { ClusterForTests } from "../../models/containerservice/cluster-for-tests";
import { ProviderClient, type Recorded } from "../../provider/test-bed/provider-client";
import { serveProvider, type ProviderServer } from "../../provider/provider-server";
import type { PropertyMap } from "../../provider/property-value";
import type { Provider } from "../../provider/provider-instance";
import { type KubeObject, written } from "../cluster/kube-object";

const credentials = "azure-native:containerservice:listManagedClusterUserCredentials";

/** A local cloud with a private cluster in it, and a client of the Kubernetes provider that is configured for that. */
export class ServedCluster {
  private constructor(
    readonly cloud: CloudForTests,
    readonly setup: ClusterForTests,
    private readonly server: ProviderServer,
    readonly client: ProviderClient,
  ) {}

  /** @param pool what its one pool differs in from that of other tests */
  static async start(pool: ArmObject = {}): Promise<ServedCluster> {
    const cloud = await CloudForTests.open();
    const setup = new ClusterForTests(cloud);
    await setup.prepare();
    const provider = providerOf(cloud, "kubernetes");
    const server = await serveProvider(provider, 0, { onRequest: () => undefined, onFailure: () => undefined });
    const cluster = new ServedCluster(cloud, setup, server, new ProviderClient(server.port));
    await cluster.make({ agentPoolProfiles: [setup.pool(pool)] });
    await cluster.client.configure({ kubeconfig: await cluster.kubeconfig() });
    return cluster;
  }

  /** Makes the cluster, which signs users in by Entra. */
  async make(changes: ArmObject = {}): Promise<void> {
    await this.cloud.put(
      this.setup.id,
      this.setup.body({
        aadProfile: { managed: true, enableAzureRBAC: true },
        disableLocalAccounts: true,
        addonProfiles: { azureKeyvaultSecretsProvider: { enabled: true } },
        ...changes,
      }),
    );
  }

  /** The kubeconfig that Azure gives out for the cluster, as text. */
  async kubeconfig(): Promise<string> {
    const { kubeconfigs } = await this.ask(credentials, { format: "exec" });
    const [first] = kubeconfigs as readonly PropertyMap[];
    return Buffer.from(written(first?.["value"]), "base64").toString("utf8");
  }

  /** Asks the azure-native provider for something of the cluster. */
  async ask(token: string, args: PropertyMap): Promise<PropertyMap> {
    const azure = providerOf(this.cloud, "azure-native");
    const instance = await azure.configure({ subscriptionId: this.setup.id.split("/")[2] ?? "" });
    return azure.invoke(token, { resourceGroupName: "rg", resourceName: "kub", ...args }, instance);
  }

  /** One more client, with a connection of its own. */
  connect(): ProviderClient {
    return new ProviderClient(this.server.port);
  }

  /** Checks and creates an object as the engine does. */
  async create(object: KubeObject): Promise<Recorded & { readonly inputs: PropertyMap }> {
    const token = tokenOf(object);
    const { inputs, failures } = await this.client.check(token, object as PropertyMap);
    if (failures.length > 0) throw new Error(failures.join("; "));
    return { ...(await this.client.create(token, inputs)), inputs };
  }

  async close(): Promise<void> {
    this.client.close();
    await this.server.close();
    await this.cloud.close();
  }
}

/** The SDK's token of an object's kind. */
export function tokenOf(object: KubeObject): string {
  const apiVersion = written(object["apiVersion"]);
  return `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${written(object["kind"])}`;
}

function providerOf(cloud: CloudForTests, name: string): Provider {
  const found = cloud.simulator.parts.providers.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no provider ${name}`);
  return found;
}
