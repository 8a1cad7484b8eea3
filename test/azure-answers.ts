type Answer = Record<string, unknown>;

/**
 * For tests: what a subscription in which nothing has been made yet answers to what the program asks before it registers
 * anything. The certificates of listeners are there, because people bring them, and whoever asks may sign in to a cluster;
 * everything else is not found.
 */
export function answerOfNewSubscription(token: string, inputs: Answer): Answer {
  if (token.endsWith(":getSecret")) return { properties: { attributes: { enabled: true } } };
  if (token.endsWith(":listManagedClusterUserCredentials")) {
    return { kubeconfigs: [{ name: "clusterUser", value: Buffer.from("users: []").toString("base64") }] };
  }
  if (/:get[A-Z]/.test(token)) {
    throw Object.assign(new Error(token), { details: 'Status=404 Code="ResourceNotFound"' });
  }
  return inputs;
}
