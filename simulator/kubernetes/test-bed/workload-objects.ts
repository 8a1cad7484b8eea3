import type { KubeMap, KubeObject } from "../cluster/kube-object";

const namespace = "tenant-ab12";
const labels = { "app.kubernetes.io/name": "app" };
const restricted = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  readOnlyRootFilesystem: true,
};

/** A pod that the restricted profile lets in. */
export function podSpec(changes: KubeMap = {}): KubeMap {
  return {
    serviceAccountName: "app",
    automountServiceAccountToken: false,
    priorityClassName: "tenant",
    securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: "RuntimeDefault" } },
    containers: [
      {
        name: "app",
        image: "registry.example.net/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        ports: [{ name: "https", containerPort: 8443 }],
        env: [
          { name: "GENERATION", valueFrom: { configMapKeyRef: { name: "connection", key: "generation" } } },
          { name: "NODE", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
        ],
        resources: { requests: { cpu: "0.25", memory: "512Mi" }, limits: { memory: "1024Mi" } },
        readinessProbe: { httpGet: { path: "/ready", port: "https", scheme: "HTTPS" } },
        securityContext: restricted,
        volumeMounts: [
          { name: "temporary", mountPath: "/tmp" },
          { name: "certificate", mountPath: "/certificate", readOnly: true },
        ],
      },
    ],
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "DoNotSchedule",
        labelSelector: { matchLabels: labels },
      },
    ],
    volumes: [
      { name: "temporary", emptyDir: { sizeLimit: "64Mi" } },
      {
        name: "certificate",
        csi: {
          driver: "secrets-store.csi.k8s.io",
          readOnly: true,
          volumeAttributes: { secretProviderClass: "certificate" },
        },
      },
    ],
    ...changes,
  };
}

function object(apiVersion: string, kind: string, name: string, rest: KubeMap): KubeObject {
  return { apiVersion, kind, metadata: { name, namespace, labels }, ...rest };
}

function clusterObject(apiVersion: string, kind: string, name: string, rest: KubeMap): KubeObject {
  return { apiVersion, kind, metadata: { name }, ...rest };
}

/** A job's pod: the same, but it ends. */
const jobTemplate = {
  metadata: { labels: { job: "principals" } },
  spec: { ...podSpec(), restartPolicy: "Never", topologySpreadConstraints: [] },
};

/** What a tenant has in a cluster, of every kind that is modelled, in an order in which it can be made. */
export const workloadObjects: readonly KubeObject[] = [
  {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: namespace, labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
  },
  clusterObject("scheduling.k8s.io/v1", "PriorityClass", "tenant", {
    value: 1000,
    globalDefault: false,
    description: "Tenants' pods",
  }),
  clusterObject("rbac.authorization.k8s.io/v1", "ClusterRole", "readers", {
    rules: [{ apiGroups: ["", "apps"], resources: ["pods", "deployments"], verbs: ["get", "list", "watch"] }],
  }),
  clusterObject("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "readers", {
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "readers" },
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "5f8f1a5e-0000-4000-8000-000000000002" }],
  }),
  object("v1", "ServiceAccount", "app", { automountServiceAccountToken: false }),
  object("v1", "ConfigMap", "connection", { data: { server: "sql.example.net", database: "db", generation: "01" } }),
  object("v1", "Secret", "session", { stringData: { key: "value" } }),
  object("v1", "ResourceQuota", "quota", {
    spec: {
      hard: {
        pods: "20",
        "requests.cpu": "4",
        "requests.memory": "8192Mi",
        "limits.memory": "16Gi",
        "count/jobs.batch": "20",
      },
    },
  }),
  object("v1", "LimitRange", "limits", {
    spec: {
      limits: [{ type: "Container", default: { memory: "256Mi" }, defaultRequest: { cpu: "100m", memory: "128Mi" } }],
    },
  }),
  object("rbac.authorization.k8s.io/v1", "Role", "app", {
    rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get"] }],
  }),
  object("rbac.authorization.k8s.io/v1", "RoleBinding", "app", {
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "app" },
    subjects: [{ kind: "ServiceAccount", name: "app", namespace }],
  }),
  object("networking.k8s.io/v1", "NetworkPolicy", "default-deny", {
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
  }),
  object("networking.k8s.io/v1", "NetworkPolicy", "allowed", {
    spec: {
      podSelector: { matchLabels: labels },
      ingress: [
        {
          from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "ingress" } } }],
          ports: [{ port: 8443 }],
        },
      ],
      egress: [
        {
          to: [{ ipBlock: { cidr: "10.20.4.0/27", except: ["10.20.4.0/30"] } }],
          ports: [{ protocol: "TCP", port: 1433 }],
        },
      ],
      policyTypes: ["Ingress", "Egress"],
    },
  }),
  object("secrets-store.csi.x-k8s.io/v1", "SecretProviderClass", "certificate", {
    spec: {
      provider: "azure",
      parameters: {
        keyvaultName: "kv",
        tenantId: "00000000-0000-4000-8000-000000000003",
        objects: "array:\n  - |\n    objectName: tls\n",
      },
    },
  }),
  object("v1", "Service", "app", {
    spec: { selector: labels, ports: [{ name: "https", port: 443, targetPort: "https" }] },
  }),
  object("apps/v1", "Deployment", "app", {
    spec: {
      replicas: 3,
      selector: { matchLabels: labels },
      strategy: { rollingUpdate: { maxUnavailable: 0 } },
      template: { metadata: { labels }, spec: podSpec() },
    },
  }),
  object("policy/v1", "PodDisruptionBudget", "app", { spec: { minAvailable: 2, selector: { matchLabels: labels } } }),
  object("autoscaling/v2", "HorizontalPodAutoscaler", "app", {
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "app" },
      minReplicas: 3,
      maxReplicas: 6,
      metrics: [
        { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
      ],
      behavior: { scaleDown: { stabilizationWindowSeconds: 600 } },
    },
  }),
  object("batch/v1", "Job", "principals", {
    spec: { backoffLimit: 3, ttlSecondsAfterFinished: 600, template: jobTemplate },
  }),
  object("batch/v1", "CronJob", "scan", {
    spec: {
      schedule: "30 4 * * *",
      timeZone: "Europe/Amsterdam",
      concurrencyPolicy: "Forbid",
      jobTemplate: { spec: { backoffLimit: 1, template: jobTemplate } },
    },
  }),
];

/** The object of a kind in the list above, with other values. */
export function workloadObject(kind: string, name: string): KubeObject {
  const found = workloadObjects.find((each) => each["kind"] === kind && (each["metadata"] as KubeMap)["name"] === name);
  if (found === undefined) throw new Error(`there is no ${kind} '${name}'`);
  return found;
}
