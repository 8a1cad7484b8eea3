import { parse } from "yaml";
import { textOf, UNKNOWN, type PropertyMap } from "../../provider/property-value";

/** The cluster that a kubeconfig points to. */
export interface ActiveCluster {
  /** For example `https://name.zone.privatelink.westeurope.azmk8s.io:443`. */
  readonly server: string;
  /** Base64 of the certificate of the authority that vouches for the server. */
  readonly authority: string;
  readonly namespace?: string;
}

interface Kubeconfig {
  readonly "current-context"?: string;
  readonly clusters?: readonly { readonly name: string; readonly cluster?: Readonly<Record<string, unknown>> }[];
  readonly contexts?: readonly {
    readonly name: string;
    readonly context?: { readonly cluster?: string; readonly namespace?: string };
  }[];
}

/** Throws with a text for the user where a provider's configuration names no cluster. */
export function activeCluster(config: PropertyMap): ActiveCluster {
  const text = textOf(config, "kubeconfig") ?? "";
  if (text === "") {
    throw new Error(
      "no kubeconfig: the local cloud never reads the one of this machine; give the provider " +
        "the 'kubeconfig' that containerservice.listManagedClusterUserCredentials returns",
    );
  }
  const document = read(text);
  const contextName = textOf(config, "context") ?? document["current-context"] ?? "";
  const context = document.contexts?.find(({ name }) => name === contextName)?.context;
  const clusterName = textOf(config, "cluster") ?? context?.cluster ?? "";
  const cluster = document.clusters?.find(({ name }) => name === clusterName)?.cluster;
  const server = cluster?.["server"];
  if (typeof server !== "string") {
    throw new Error(`the kubeconfig has no cluster '${clusterName}' with a server for its context '${contextName}'`);
  }
  const authority = cluster?.["certificate-authority-data"];
  const namespace = textOf(config, "namespace") ?? context?.namespace;
  return {
    server,
    authority: typeof authority === "string" ? authority : "",
    ...(namespace !== undefined && { namespace }),
  };
}

function read(text: string): Kubeconfig {
  let document: unknown;
  try {
    document = parse(text);
  } catch {
    document = undefined;
  }
  if (typeof document === "object" && document !== null) return document;
  throw new Error("the kubeconfig is no document in YAML or JSON; paths of files are not modelled by the local cloud");
}

/** Tells whether a change of a provider's configuration leads to another cluster, so that everything is made anew there. */
export function leadsElsewhere(olds: PropertyMap, news: PropertyMap): boolean {
  // Nobody knows yet where an unknown kubeconfig leads.
  if (["kubeconfig", "context", "cluster"].some((name) => news[name] === UNKNOWN)) return true;
  const [before, after] = [clusterIn(olds), clusterIn(news)];
  if (before === undefined || after === undefined) return false;
  return before.server !== after.server || before.authority !== after.authority;
}

function clusterIn(config: PropertyMap): ActiveCluster | undefined {
  try {
    return activeCluster(config);
  } catch {
    return undefined;
  }
}
