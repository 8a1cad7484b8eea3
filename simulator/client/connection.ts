import type {
  CoverageReport,
  Grant,
  ListedClusterObject,
  ListedResource,
  ListedTombstone,
  LoggedOperation,
  ProviderPorts,
  SimulatorStatus,
} from "../wire/control-messages";
import type { Endpoint } from "../wire/endpoint";
import { BlobClient } from "./blob-client";
import { DataPlaneClient } from "./data-plane-client";

/** The local cloud did not carry out what it was asked; the message says why. */
export class SimulatorError extends Error {
  override readonly name = "SimulatorError";
}

/** A running local cloud. */
export class SimulatorConnection {
  constructor(
    readonly stateFolder: string,
    readonly endpoint: Endpoint,
  ) {}

  /** The port of each provider on 127.0.0.1. */
  get providerPorts(): ProviderPorts {
    return this.endpoint.providerPorts;
  }

  /** The value of PULUMI_DEBUG_PROVIDERS with which an engine uses this cloud. */
  providers(): string {
    return Object.entries(this.providerPorts)
      .map(([name, port]) => `${name}:${port}`)
      .join(",");
  }

  /** Data, users and faults. */
  readonly dataPlane = new DataPlaneClient((method, path, body) => this.ask(method, path, body));
  readonly blobs = new BlobClient((method, path, body) => this.ask(method, path, body));

  status(): Promise<SimulatorStatus> {
    return this.ask("GET", "/status");
  }

  coverage(): Promise<CoverageReport> {
    return this.ask("GET", "/coverage");
  }

  grants(): Promise<readonly Grant[]> {
    return this.ask("GET", "/grants");
  }

  /** Grants something to a subscription or denies it. */
  async setGrant(grant: Grant): Promise<void> {
    await this.ask("PUT", "/grant", grant);
  }

  /** What is inside of all Kubernetes clusters. */
  clusterObjects(): Promise<readonly ListedClusterObject[]> {
    return this.ask("GET", "/cluster-objects");
  }

  /** @param scope the id of a subscription, group or resource; everything in it is listed @default all */
  resources(scope = ""): Promise<readonly ListedResource[]> {
    return this.ask("GET", `/resources?scope=${encodeURIComponent(scope)}`);
  }

  softDeleted(): Promise<readonly ListedTombstone[]> {
    return this.ask("GET", "/soft-deleted");
  }

  /**
   * Purges what was soft-deleted in subscriptions, as far as Azure lets an owner do that.
   *
   * @returns what stays until its time: purge protection holds it, or soft delete that is always on
   */
  purgeSoftDeleted(subscriptionIds: readonly string[]): Promise<readonly ListedTombstone[]> {
    return this.ask("POST", "/purge", { subscriptionIds });
  }

  /** Everything that was done since the cloud was made, oldest first. */
  operations(): Promise<readonly LoggedOperation[]> {
    return this.ask("GET", "/operations");
  }

  /** Moves the virtual time forward and gives the new one (ISO 8601). */
  async advanceClock(minutes: number): Promise<string> {
    return (await this.ask<{ readonly now: string }>("POST", "/clock", { minutes })).now;
  }

  /** Tells the process to end. It may still be there for a moment. */
  async requestStop(): Promise<void> {
    await this.ask("POST", "/stop");
  }

  private async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`http://127.0.0.1:${this.endpoint.controlPort}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.endpoint.token}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
    const answer = (await response.json()) as T & { readonly error?: string };
    if (!response.ok) throw new SimulatorError(answer.error ?? `the local cloud answered ${response.status}`);
    return answer;
  }
}
