import { setTimeout as sleep } from "node:timers/promises";
import type { Cloud } from "../../arm/cloud";
import { isSilent } from "../../data-plane/silent-cluster";
import type { Operation } from "../../arm/operation";
import type { PropertyMap } from "../../provider/property-value";
import { answersAt, authorityOf } from "../cluster/cluster-credentials";
import { activeCluster } from "./kubeconfig";

/** The cluster that a provider instance is for. */
export interface ClusterTarget {
  readonly server: string;
  /** ARM id; empty where no cluster was found. */
  readonly cluster: string;
  /** Why there is none. */
  readonly reason?: string;
  /** The namespace of objects that name none. */
  readonly namespace?: string;
}

/** How often a request that nobody answers is tried again, in milliseconds. */
const RETRY = 100;

/** Finds clusters by what a kubeconfig says of them. */
export class ClusterDirectory {
  constructor(
    private readonly cloud: Cloud,
    private readonly operations: () => readonly Operation[],
  ) {}

  /** Throws where a configuration has no kubeconfig that can be read. */
  find(config: PropertyMap): ClusterTarget {
    const { server, authority, namespace } = activeCluster(config);
    const place = { server, ...(namespace !== undefined && { namespace }) };
    const cluster = this.cloud
      .ofType("Microsoft.ContainerService/managedClusters")
      .find((each) => answersAt(each, server));
    if (cluster === undefined) {
      return { ...place, cluster: "", reason: `no cluster of this cloud answers at ${server}` };
    }
    if (authorityOf(cluster, this.operations()) !== authority) {
      const reason =
        `tls: failed to verify certificate: x509: certificate signed by unknown authority: the kubeconfig is not of ` +
        `the cluster that answers at ${server} now`;
      return { ...place, cluster: "", reason };
    }
    return { ...place, cluster: cluster.id };
  }

  isThere(target: ClusterTarget): boolean {
    return this.whyUnreachable(target) === undefined;
  }

  /** Undefined where the cluster can be reached. */
  whyUnreachable({ cluster, reason, server }: ClusterTarget): string | undefined {
    if (reason !== undefined) return reason;
    return this.cloud.get(cluster) === undefined ? `the cluster that answered at ${server} is gone` : undefined;
  }

  /**
   * Waits for a cluster that takes connections and does not answer, for as long as it is broken.
   *
   * @throws Error where the engine gives up waiting
   */
  async answers({ cluster, server }: ClusterTarget, stop: AbortSignal): Promise<void> {
    while (isSilent(this.cloud, cluster)) {
      if (stop.aborted) throw new Error(`context canceled: ${server} has not answered`);
      await sleep(RETRY);
    }
  }
}
