import { ClusterIngress } from "../../components/workload/cluster-ingress";
import { GatewayApi } from "../../components/workload/gateway-api";
import { JobNamespace } from "../../components/workload/job-namespace";
import { JobOnRequest, onRequestName } from "../../components/workload/job-on-request";
import type { JobPodArgs } from "../../components/workload/job-pod";
import type { PodPolicy } from "../../components/workload/network-policies";
import { PrincipalsJob } from "../../components/workload/principals-job";
import { ScheduledJob } from "../../components/workload/scheduled-job";
import { TenantApplication } from "../../components/workload/tenant-application";
import { TenantNamespace } from "../../components/workload/tenant-namespace";
import { TenantRoute } from "../../components/workload/tenant-route";
import { componentCase, type ComponentCase, type ComponentFamily } from "./component-case";
import { DIRECTORY, type Place } from "./place";
import { insideCluster } from "./inside-cluster";

const CLIENT = "11111111-2222-4333-8444-555555555555";
const inside = (place: Place) => ({ provider: insideCluster(place) });
/** Routes and gateways are of kinds that come first. */
const afterKinds = (place: Place) => ({ ...inside(place), dependsOn: place.of(GatewayApi) });

const size = {
  image: { registry: "registry.example", repository: "program", digest: `sha256:${"0".repeat(64)}` },
  cpuMillicores: { request: 50, limit: 100 },
  memoryMiB: 64,
};
const strictSize = { ...size, cpuMillicores: { request: 250, limit: 250 }, memoryMiB: 512 };

const closed = (role: PodPolicy["role"]): PodPolicy => ({ role, ingress: [], egress: [] });
/** Every kind of peer. */
const open = (role: PodPolicy["role"]): PodPolicy => ({
  role,
  ingress: [
    {
      peers: [
        { role: "ingress", in: "ingress" },
        { role: "jobs", in: "own" },
      ],
      ports: [{ protocol: "TCP", port: 8443 }],
    },
  ],
  egress: [
    { peers: [{ system: "names" }, { system: "mesh" }], ports: [{ protocol: "UDP", port: 53 }] },
    { peers: [{ prefix: "10.1.4.0/28", except: ["10.1.4.8/29"] }], ports: [{ protocol: "TCP", port: 1433 }] },
    { peers: [{ role: "application", in: "tenants" }], ports: [{ protocol: "TCP", port: 8443 }] },
  ],
});
const only = (role: PodPolicy["role"]): PodPolicy => ({
  role,
  ingress: [],
  egress: [{ peers: [{ prefix: "10.1.4.4/32" }], ports: [{ protocol: "TCP", port: 1433 }] }],
});

const connection = { server: "sql.example", database: "sqldb-ab12-01", generation: "01" };
const host = (place: Place) => `ab12.${place.set}.example.com`;
const aliases = [{ name: "sql.example", address: "10.1.4.4" }];

const namespace = (place: Place) => ({
  tenant: "ab12",
  clientId: CLIENT,
  certificate: { keyVaultName: "kv-around", secretName: "ab12", directory: DIRECTORY },
  connection,
  quota: { pods: 20, cpuMillicores: { request: 4000, limit: 8000 }, memoryMiB: 8192 },
  podSize: size,
  hostName: host(place),
});

const application = (place: Place) => ({
  ...size,
  tenant: "ab12",
  namespace: place.of(TenantNamespace).namespace,
  hostName: host(place),
  connection,
  placement: {},
  hostAliases: [],
  standby: false,
});

const job = (place: Place, name: string): JobPodArgs & { namespace: JobNamespace["namespace"]; tenant: string } => ({
  ...size,
  job: name,
  tenant: "ab12",
  role: "jobs",
  serviceAccount: "worker",
  signsIn: false,
  variables: {},
  placement: {},
  hostAliases: [],
  namespace: place.of(JobNamespace).namespace,
});

const everythingOf = (name: string) => ({
  signsIn: true,
  variables: { PLATFORM: "superoffice", ENVIRONMENT: "local" },
  handedOver: { configMap: onRequestName(name, "ab12"), variables: ["REQUEST", "ALERT"] },
  hostAliases: aliases,
  scratchGiB: 8,
  keySecret: "copy-keys",
});

const schedule = { startWithinSeconds: 600, deadlineSeconds: 3600 };

const ingress = (place: Place) => ({
  address: "10.1.2.4",
  subnetName: "web",
  placement: {},
  tenants: [{ tenant: "ab12", hostName: host(place) }],
});

const principals = (place: Place) => ({
  ...size,
  tenant: "ab12",
  platform: place.scope.platform,
  environment: "local",
  namespace: place.of(JobNamespace).namespace,
  server: connection.server,
  database: connection.database,
  placement: {},
  hostAliases: [],
});

/** It takes no arguments: its three programs are the same. */
const gatewayApi: ComponentCase = {
  make: (name, place) => place.add(GatewayApi, new GatewayApi(name, inside(place))),
};

export const workload: ComponentFamily = {
  GatewayApi: gatewayApi,
  ClusterIngress: componentCase(
    ClusterIngress,
    afterKinds,
  )({
    smallest: (place) => ({
      ...ingress(place),
      replicas: { minimum: 1, maximum: 1 },
      spread: "nodes",
      policy: closed("ingress"),
    }),
    everything: (place) => ({
      ...ingress(place),
      replicas: { minimum: 3, maximum: 9 },
      spread: "zones",
      placement: { group: "web" },
      policy: open("ingress"),
      tenants: [...ingress(place).tenants, { tenant: "cd34", hostName: "cd34.example.com" }],
    }),
    hardened: (place) => ({
      ...ingress(place),
      replicas: { minimum: 3, maximum: 3 },
      spread: "zones",
      policy: only("ingress"),
    }),
  }),
  TenantNamespace: componentCase(
    TenantNamespace,
    inside,
  )({
    smallest: (place) => ({ ...namespace(place), policy: closed("application") }),
    everything: (place) => ({
      ...namespace(place),
      policy: open("application"),
      connection: { ...connection, documents: "https://docs.example/blob-ab12" },
    }),
    hardened: (place) => ({ ...namespace(place), policy: only("application"), podSize: strictSize }),
  }),
  TenantApplication: componentCase(TenantApplication, (place) => ({
    ...inside(place),
    dependsOn: place.of(TenantNamespace),
  }))({
    smallest: (place) => ({ ...application(place), replicas: { minimum: 1, maximum: 1 }, spread: "nodes" }),
    everything: (place) => ({
      ...application(place),
      connection: { ...connection, documents: "https://docs.example/blob-ab12" },
      replicas: { minimum: 2, maximum: 9 },
      spread: "zones",
      placement: { tenant: "ab12" },
      hostAliases: aliases,
      standby: true,
    }),
    hardened: (place) => ({
      ...application(place),
      ...strictSize,
      replicas: { minimum: 3, maximum: 3 },
      spread: "zones",
    }),
  }),
  TenantRoute: componentCase(
    TenantRoute,
    afterKinds,
  )({
    smallest: (place) => application(place),
    everything: (place) => application(place),
    hardened: (place) => application(place),
  }),
  JobNamespace: componentCase(
    JobNamespace,
    inside,
  )({
    smallest: () => ({ accounts: { worker: undefined, principals: CLIENT }, policies: [] }),
    everything: () => ({
      accounts: { worker: CLIENT, probe: undefined, principals: CLIENT },
      policies: [open("probes"), closed("jobs")],
    }),
    hardened: () => ({ accounts: { worker: CLIENT, principals: CLIENT }, policies: [only("probes")] }),
  }),
  PrincipalsJob: componentCase(PrincipalsJob, (place) => ({ ...inside(place), dependsOn: place.of(JobNamespace) }))({
    smallest: (place) => ({ ...principals(place), principals: [], policy: closed("jobs") }),
    everything: (place) => ({
      ...principals(place),
      principals: [{ name: "id-ab12", clientId: CLIENT, roles: ["db_datareader", "db_datawriter"] }],
      policy: open("jobs"),
      placement: { group: "batch" },
      hostAliases: aliases,
    }),
    hardened: (place) => ({
      ...principals(place),
      principals: [{ name: "id-ab12", clientId: CLIENT, roles: ["db_datareader"] }],
      policy: only("jobs"),
    }),
  }),
  ScheduledJob: componentCase(
    ScheduledJob,
    inside,
  )({
    smallest: (place) => ({ ...job(place, "probe"), key: "probe", schedule: "*/5 * * * *", ...schedule }),
    everything: (place) => ({
      ...job(place, "export"),
      ...everythingOf("export"),
      key: "export-nightly",
      schedule: "30 1 * * *",
      placement: { group: "batch" },
      ...schedule,
    }),
    hardened: (place) => ({ ...job(place, "scan"), signsIn: true, key: "scan", schedule: "0 3 * * *", ...schedule }),
  }),
  JobOnRequest: componentCase(
    JobOnRequest,
    inside,
  )({
    smallest: (place) => ({ ...job(place, "restore"), deadlineSeconds: 3600 }),
    everything: (place) => ({ ...job(place, "restore"), ...everythingOf("restore"), deadlineSeconds: 86_400 }),
    hardened: (place) => ({ ...job(place, "restore"), signsIn: true, ...strictSize, deadlineSeconds: 3600 }),
  }),
};
