import { accessSync, constants } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parse } from "yaml";
import { networksOverlap } from "../agreement/cidr";
import type { DocumentSource } from "../agreement/load-platform";
import type { DoctorCheck } from "./engine/doctor-checks";

/** What of an environment and its agreement says where its workload layer can be brought up from. */
interface EnvironmentDocument {
  readonly platform: string;
  readonly environment: string;
  readonly addressSpace: string;
}
interface AgreementDocument {
  readonly access?: {
    readonly management?: { readonly partners?: readonly { readonly prefixes: readonly string[] }[] };
  };
}

/** This machine, as far as it matters here. */
export interface Machine {
  /** Folders of `PATH`. */
  readonly path: readonly string[];
  /** Its own IPv4 addresses, loopback left out. */
  readonly addresses: readonly string[];
}

/** The machine that this runs on. */
export function thisMachine(environment: NodeJS.ProcessEnv = process.env): Machine {
  const interfaces = Object.values(os.networkInterfaces()).flatMap((list) => list ?? []);
  return {
    path: (environment["PATH"] ?? "").split(path.delimiter),
    addresses: interfaces
      .filter(({ family, internal }) => family === "IPv4" && !internal)
      .map(({ address }) => address),
  };
}

/**
 * Whether the workload layers on Azure can be brought up from a machine: API servers and databases have private addresses
 * only, and clusters are signed in to with kubelogin. In environment `local` nothing of this is needed, so that nothing is
 * ever missing.
 */
export function workloadAccess(source: DocumentSource, machine: Machine): readonly DoctorCheck[] {
  const remote = source
    .list("stacks/environments")
    .filter((name) => !name.endsWith(".local.yaml"))
    .map((name) => parse(source.read(`stacks/environments/${name}`) ?? "") as EnvironmentDocument);
  const inside = remote.filter((environment) => isInside(source, environment, machine));
  return [
    has("kubelogin", machine)
      ? { id: "kubelogin", status: "ok", what: "kubelogin on PATH" }
      : {
          id: "kubelogin",
          status: "warning",
          what: "no kubelogin on PATH; workload layers on Azure need it",
          howToGet: "az aks install-cli, or https://azure.github.io/kubelogin",
        },
    inside.length > 0
      ? { id: "workload", status: "ok", what: `inside the networks of ${inside.map(nameOf).join(", ")}` }
      : {
          id: "workload",
          status: "warning",
          what: "workload layers on Azure cannot be brought up from here: no address of this machine is in a platform's network",
          howToGet: "run it on a machine in the network, or over the VPN from a partner's management network",
        },
  ];
}

function nameOf({ platform, environment }: EnvironmentDocument): string {
  return `${platform} (${environment})`;
}

/** In the platform's own addresses, or in a network from which the agreement lets management in. */
function isInside(
  source: DocumentSource,
  { platform, addressSpace }: EnvironmentDocument,
  { addresses }: Machine,
): boolean {
  const agreement = parse(source.read(`stacks/agreements/${platform}.yaml`) ?? "") as AgreementDocument | null;
  const partners = agreement?.access?.management?.partners ?? [];
  const networks = [addressSpace, ...partners.flatMap(({ prefixes }) => prefixes)];
  return addresses.some((address) => networks.some((network) => networksOverlap(network, `${address}/32`)));
}

function has(program: string, machine: Machine): boolean {
  return machine.path.some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
