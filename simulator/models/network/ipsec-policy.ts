import type { ArmProblem } from "../../arm/problem";
import type { ArmObject } from "../../arm/resource";
import { numberAt, textAt, type Placed } from "../read-body";
import { outside, refusal, refuseWhen } from "../refusal";

const texts = ["dhGroup", "ikeEncryption", "ikeIntegrity", "ipsecEncryption", "ipsecIntegrity", "pfsGroup"];
const numbers = ["saDataSizeKilobytes", "saLifeTimeSeconds"];

/** Microsoft Learn, ipsec-ike-policy-howto; the upper bound of the lifetime is an estimate. */
const lifetime = [300, 172_799] as const;
const dataSize = [1024, 2_147_483_647] as const;

/** Refusals of an IPsec policy: every field is needed, and a GCM cipher guards itself. */
export function ipsecPolicyProblems({ path, value }: Placed<ArmObject>): readonly ArmProblem[] {
  const absent = [
    ...texts.filter((name) => textAt(value, name) === undefined),
    ...numbers.filter((name) => numberAt(value, name) === undefined),
  ];
  const [cipher, integrity] = [textAt(value, "ipsecEncryption") ?? "", textAt(value, "ipsecIntegrity") ?? ""];
  const isGcm = cipher.startsWith("GCM") || integrity.startsWith("GCM");
  const size = numberAt(value, "saDataSizeKilobytes");
  return [
    ...absent.map((name) => refusal("InvalidRequestContent", `An IPsec policy needs '${name}'.`, `${path}.${name}`)),
    ...refuseWhen(isGcm && cipher !== integrity, () =>
      refusal(
        "InvalidParameter",
        `With GCM, ipsecEncryption and ipsecIntegrity are the same, not '${cipher}' and '${integrity}'.`,
        `${path}.ipsecIntegrity`,
      ),
    ),
    ...outside(numberAt(value, "saLifeTimeSeconds"), lifetime, `${path}.saLifeTimeSeconds`),
    ...(size === 0 ? [] : outside(size, dataSize, `${path}.saDataSizeKilobytes`)),
  ];
}
