import { RandomPassword } from "@pulumi/random";
import type { CustomResourceOptions, Output } from "@pulumi/pulumi";

/**
 * A key that both ends of a tunnel know: 64 letters and digits, over 380 bits. Azure takes 1 to 128 printable characters
 * (Microsoft Learn, vpn-gateway-about-vpn-gateway-settings); letters and digits pass every device's command line.
 *
 * The value is a secret and stays one in state, in outputs and in logs.
 */
export function preSharedKey(name: string, opts: CustomResourceOptions): Output<string> {
  return new RandomPassword(
    name,
    { length: 64, special: false },
    { ...opts, additionalSecretOutputs: ["result", "bcryptHash"] },
  ).result;
}
