import { compliant, forEach, relationRule, undetermined, violation } from "../../framework/language";
import { listOf, read, textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";
import { byHome, homeKey } from "../cluster/tenant-homes";

type Part = Readonly<Record<string, unknown>>;

const GATEWAY = "kubernetes:gateway.networking.k8s.io/v1:Gateway";
const GRANT = "kubernetes:gateway.networking.k8s.io/v1beta1:ReferenceGrant";
const CLASS = "kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass";
const PROGRAM = "kubernetes:apps/v1:Deployment";
const DRIVER = "secrets-store.csi.k8s.io";

const partOf = (value: unknown): Part => (typeof value === "object" && value !== null ? (value as Part) : {});
const partsOf = (value: unknown): readonly Part[] => (Array.isArray(value) ? (value as readonly Part[]) : []);

/** The class that keeps a secret up to date, by the secret's name. */
function classOf(classes: readonly RegisteredResource[] | undefined, secret: string): RegisteredResource | undefined {
  return classes?.find((one) => listOf(one, "spec.secretObjects").some(({ secretName }) => secretName === secret));
}

/** Whether pods of a program mount a class: only then there is a secret (secrets-store-csi-driver.sigs.k8s.io, topics/sync-as-kubernetes-secret). */
function mounts(program: RegisteredResource, name: string | undefined): boolean {
  return listOf(program, "spec.template.spec.volumes").some(({ csi }) => {
    const { driver, volumeAttributes } = partOf(csi);
    return driver === DRIVER && partOf(volumeAttributes)["secretProviderClass"] === name;
  });
}

/** Whether a namespace gives one of its secrets to the gateways of another (gateway-api.sigs.k8s.io, reference/spec, ReferenceGrant, v1.4). */
function gives(grant: RegisteredResource, secret: string, to: string | undefined): boolean {
  return (
    listOf(grant, "spec.from").some(({ kind, namespace }) => kind === "Gateway" && namespace === to) &&
    listOf(grant, "spec.to").some(({ kind, name }) => kind === "Secret" && (name === undefined || name === secret))
  );
}

/** What of these objects decides. */
const DECIDING = [
  "metadata.namespace",
  "metadata.name",
  "spec.listeners",
  "spec.from",
  "spec.to",
  "spec.secretObjects",
];

function isOpenAt(object: RegisteredResource, path: string): boolean {
  const reading = read(object, path);
  return reading.kind === "unknown" || (reading.kind === "given" && JSON.stringify(reading.value).includes(UNKNOWN));
}

const at = (namespace: string, name: string) => ({ metadata: { name, namespace } });
const gateway = {
  type: GATEWAY,
  name: "ingress",
  inputs: {
    ...at("ns-web", "ingress"),
    spec: { listeners: [{ name: "fjel", tls: { certificateRefs: [{ namespace: "ns-fjel", name: "certificate" }] } }] },
  },
} as const;
const grant = {
  type: GRANT,
  name: "grant",
  inputs: {
    ...at("ns-fjel", "certificate"),
    spec: { from: [{ kind: "Gateway", namespace: "ns-web" }], to: [{ kind: "Secret", name: "certificate" }] },
  },
} as const;
const source = (secretObjects: unknown) =>
  ({ type: CLASS, name: "class", inputs: { ...at("ns-fjel", "certificate"), spec: { secretObjects } } }) as const;
const program = {
  type: PROGRAM,
  name: "program",
  inputs: {
    ...at("ns-fjel", "application"),
    spec: {
      template: {
        spec: { volumes: [{ csi: { driver: DRIVER, volumeAttributes: { secretProviderClass: "certificate" } } }] },
      },
    },
  },
} as const;
const kept = "listener fjel has the certificate of its key vault";
const made = [{ secretName: "certificate" }];

export const rule = relationRule({
  id: "ingress-certificate-present",
  title: "Every listener of the ingress is given its certificate, kept up to date from the key vault",
  why: "The tenant's host name would answer without a certificate, or with one that ends, which browsers refuse.",
  severity: "high",
  concern: "continuity",
  clauses: ["encryption.inTransit"],
  remediation:
    "In the certificate's namespace keep the SecretProviderClass that makes the secret, a program that mounts it, and a ReferenceGrant of the secret to the gateways.",
  spans: "stack",
  judge: (resources, { tenants: { tenants } }) => {
    const parts = [GRANT, CLASS, PROGRAM] as const;
    const [grants, classes, programs] = parts.map((type) => byHome(resources.ofType(type)));
    const isOpen = resources.ofType(GATEWAY, GRANT, CLASS).some((one) => DECIDING.some((path) => isOpenAt(one, path)));
    const shown = resources.ofType(GATEWAY).flatMap((gateway) =>
      listOf(gateway, "spec.listeners").flatMap((listener) => {
        const tenant = tenants.find(({ hostName }) => hostName === listener["hostname"]);
        return partsOf(partOf(listener["tls"])["certificateRefs"]).flatMap(({ namespace: given, name }) => {
          const namespace = typeof given === "string" ? given : textOf(gateway, "metadata.namespace");
          // Another tenant's certificate is told by the rule about listeners.
          const isOthers = tenant !== undefined && namespace !== `ns-${tenant.code}`;
          return isOthers ? [] : [{ gateway, listener: String(listener["name"]), secret: String(name), namespace }];
        });
      }),
    );
    return forEach(shown, "certificates of gateways", ({ gateway, listener, secret, namespace }) => {
      const label = `listener ${listener}`;
      if (isOpen)
        return undetermined(`where the certificate of ${label} comes from is not known before the update`, gateway);
      const key = homeKey(gateway, namespace);
      const made = classOf(classes?.get(key), secret);
      const name = made === undefined ? undefined : textOf(made, "metadata.name");
      const own = textOf(gateway, "metadata.namespace");
      const isGiven = namespace === own || (grants?.get(key) ?? []).some((one) => gives(one, secret, own));
      const place = `${namespace ?? "default"}/${secret}`;
      if (!isGiven) return violation(`${label} is not given its certificate ${place} (ReferenceGrant)`, gateway);
      if (made === undefined)
        return violation(`nothing makes the certificate ${place} of ${label} (SecretProviderClass)`, gateway);
      const here = programs?.get(key) ?? [];
      // That a tenant has no program at all is told by the rule about its route.
      return here.length === 0 || here.some((one) => mounts(one, name))
        ? compliant(`${label} has the certificate of its key vault`, gateway)
        : violation(
            `no program mounts what makes the certificate ${place} of ${label}, so that it is never made`,
            gateway,
          );
    });
  },
  cases: {
    pass: { given: [gateway, grant, source(made), program], says: [kept] },
    fail: {
      given: [gateway, grant, source(undefined), program],
      says: ["nothing makes the certificate ns-fjel/certificate of listener fjel (SecretProviderClass)"],
    },
    absent: {
      given: [gateway, source(made), program],
      says: ["listener fjel is not given its certificate ns-fjel/certificate (ReferenceGrant)"],
    },
    unknown: {
      given: [gateway, grant, source(UNKNOWN), program],
      says: ["where the certificate of listener fjel comes from is not known before the update"],
    },
    notApplicable: { given: [grant], says: ["there are no certificates of gateways"] },
  },
  sabotage: [
    { what: "takes a certificate's source away", type: CLASS, remove: true },
    { what: "makes no secret of a certificate", type: CLASS, set: { "spec.secretObjects": undefined } },
    { what: "keeps a certificate from the ingress", type: GRANT, remove: true },
    {
      what: "mounts no certificate",
      type: PROGRAM,
      set: { "spec.template.spec.volumes.0": { name: "certificate", emptyDir: {} } },
    },
  ],
});
