import { createHash } from "node:crypto";
import { stringify } from "yaml";
import type { Operation } from "../../arm/operation";
import { idKey, parseResourceId } from "../../arm/resource-id";
import type { ArmResource } from "../../arm/resource";
import { flagAt, textAt } from "../../models/read-body";

/** The server application of AKS in every Entra tenant (Microsoft Learn, aks/kubelogin-authentication). */
const aksServer = "6dae42f8-4368-4678-94ff-3960e28e3630";
const pemWidth = 64;

/** The address of a cluster's API server. */
export function serverOf({ body }: ArmResource): string {
  const host = textAt(body, "properties.privateFQDN") ?? textAt(body, "properties.fqdn") ?? "";
  return `https://${host}:443`;
}

/** Tells whether an address is one of a cluster's. */
export function answersAt({ body }: ArmResource, server: string): boolean {
  const host = /^https:\/\/([^/:]+)(:443)?\/?$/.exec(server)?.[1];
  return host !== undefined && ["privateFQDN", "fqdn"].some((name) => textAt(body, `properties.${name}`) === host);
}

/**
 * What a kubeconfig calls the certificate of a cluster's authority. It stands for one, since nothing is reached over
 * TLS here. A cluster that is made again has another one, which is how its clients notice.
 */
export function authorityOf(cluster: ArmResource, operations: readonly Operation[]): string {
  const key = idKey(cluster.id);
  const gone = operations.filter(
    ({ kind, id }) => kind === "delete" && (idKey(id) === key || key.startsWith(`${idKey(id)}/`)),
  );
  const seed = `${key} ${gone.length}`;
  const bytes = [1, 2, 3, 4].map((part) => createHash("sha512").update(`${part} ${seed}`).digest("base64"));
  const lines = bytes.join("").match(new RegExp(`.{1,${pemWidth}}`, "g")) ?? [];
  const pem = ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
  return Buffer.from(pem).toString("base64");
}

/**
 * The kubeconfig for users of a cluster, with kubelogin where Entra signs them in; it has no credential in it.
 *
 * @param format `exec` names kubelogin
 */
export function userKubeconfig(cluster: ArmResource, tenant: string, authority: string): string {
  const { name, resourceGroup = "" } = parseResourceId(cluster.id);
  const user = `clusterUser_${resourceGroup}_${name}`;
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { "certificate-authority-data": authority, server: serverOf(cluster) } }],
    contexts: [{ name, context: { cluster: name, user } }],
    "current-context": name,
    preferences: {},
    users: [{ name: user, user: { exec: kubelogin(tenant) } }],
  });
}

function kubelogin(tenant: string) {
  const options = {
    environment: "AzurePublicCloud",
    "server-id": aksServer,
    "client-id": "80faf920-1908-4b52-b5ef-a8e7bedfc67a",
    "tenant-id": tenant,
  };
  return {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: "kubelogin",
    args: [
      "get-token",
      "--login",
      "devicecode",
      ...Object.entries(options).flatMap(([key, value]) => [`--${key}`, value]),
    ],
    installHint:
      "kubelogin is not installed, which is needed to sign in to clusters with Entra: https://aka.ms/aks/kubelogin",
    provideClusterInfo: false,
    env: null,
  };
}

/** Tells whether a cluster signs users in by Entra alone. */
export function isEntraOnly({ body }: ArmResource): boolean {
  return flagAt(body, "properties.disableLocalAccounts") === true;
}

/** Tells whether Entra signs users in at all. */
export function hasEntra({ body }: ArmResource): boolean {
  return flagAt(body, "properties.aadProfile.managed") === true;
}
