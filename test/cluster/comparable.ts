type Json = Readonly<Record<string, unknown>>;

/** What a server chooses by itself, so that two servers differ in it. */
const chosen = new Set([
  ...["creationTimestamp", "managedFields", "resourceVersion", "uid"],
  ...["clusterIP", "clusterIPs", "batch.kubernetes.io/controller-uid", "controller-uid"],
]);

/** An object without its status and without what every server chooses by itself. */
export function comparable(object: Json): unknown {
  const { status, ...rest } = object;
  void status; // what controllers write; none runs beside the real API server
  return JSON.parse(
    JSON.stringify(rest, (key, value: unknown) => {
      if (chosen.has(key)) return undefined;
      if (key === "annotations") return withoutRevision(value as Json);
      return value;
    }),
  );
}

/** Written by the deployment controller. */
function withoutRevision(annotations: Json): Json | undefined {
  const kept = Object.entries(annotations).filter(([key]) => key !== "deployment.kubernetes.io/revision");
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
