import type { Control } from "../../policies/controls/control";
import { stableJson } from "../export/stable-json";
import type { Verdict } from "../verdict/verdict";
import { byNumber, momentOf, NAMESPACE, OSCAL, uuid } from "./oscal-pieces";

/**
 * A platform as an OSCAL component definition: which controls of ISO/IEC 27001 it implements, by which rules that is shown,
 * and how each stands. Controls outside of a deployment are left out, because it implements nothing of them. The same verdict
 * gives the same document, identifiers included.
 */
export function oscalComponents(title: string, controls: readonly Control[], verdict: Verdict): string {
  const { platform, environment, today, resources, stacks } = verdict;
  const catalogue = uuid("ISO/IEC 27001:2022 Annex A");
  const own = controls.filter(({ state }) => state !== "outside").sort((one, other) => byNumber(one.id, other.id));
  return stableJson({
    "component-definition": {
      uuid: uuid(JSON.stringify(["component definition", controls, verdict])),
      metadata: {
        title: `${platform}: ${title}`,
        "last-modified": momentOf(today),
        version: today,
        "oscal-version": OSCAL,
      },
      components: [
        {
          uuid: uuid(`component ${platform} ${environment}`),
          type: "service",
          title: platform,
          description: `${title}. ${resources} resources of the stacks ${stacks.join(", ")}.`,
          props: [{ name: "environment", ns: NAMESPACE, value: environment }],
          "control-implementations": [
            {
              uuid: uuid(`controls ${platform} ${environment}`),
              source: `#${catalogue}`,
              description: "Controls of Annex A for which the deployment is evidence, in our own words.",
              "implemented-requirements": own.map((control) => requirement(control, verdict)),
            },
          ],
        },
      ],
      "back-matter": {
        resources: [
          {
            uuid: catalogue,
            title: "ISO/IEC 27001:2022, Annex A",
            citation: { text: "ISO/IEC 27001:2022 Information security management systems. Requirements. Annex A" },
          },
        ],
      },
    },
  });
}

function requirement(control: Control, verdict: Verdict): object {
  const { platform, environment } = verdict;
  const rules = control.state === "tested" ? verdict.rules.filter(({ id }) => control.rules.includes(id)) : [];
  return {
    uuid: uuid(`requirement ${platform} ${environment} ${control.id}`),
    "control-id": control.id,
    description: control.state === "tested" ? control.claim : control.state === "process" ? control.evidence : "",
    props: [
      { name: "standing", ns: NAMESPACE, value: standing(control, verdict) },
      ...rules.map(({ id }) => ({ name: "rule", ns: NAMESPACE, value: id })),
    ],
    ...(control.state === "tested" && control.process !== undefined && { remarks: `Process: ${control.process}` }),
  };
}

/** `shown`, `shown-but-for-waivers`, `not-shown`, `no-rule-applies`, `by-process` */
function standing(control: Control, { rules, findings }: Verdict): string {
  if (control.state !== "tested") return "by-process";
  const own = findings.filter(({ rule }) => control.rules.includes(rule));
  if (own.some(({ status }) => status !== "waived")) return "not-shown";
  if (own.length > 0) return "shown-but-for-waivers";
  return rules.some(({ id }) => control.rules.includes(id)) ? "shown" : "no-rule-applies";
}
