import type { Example } from "../../framework/case";
import type { Sabotage } from "../../framework/sabotage";

/** For cases of rules: a program on a schedule, as a cluster takes it. @param job what its runs have besides their pod */
export function cronJob(
  program: string,
  name: string,
  variables: Readonly<Record<string, unknown>>,
  spec: Readonly<Record<string, unknown>>,
  job: Readonly<Record<string, unknown>> = {},
): Example {
  const env = Object.entries(variables).map(([key, value]) => ({ name: key, value }));
  const template = { spec: { containers: [{ name: program, env }] } };
  return {
    type: "kubernetes:batch/v1:CronJob",
    name,
    inputs: { metadata: { name }, spec: { ...spec, jobTemplate: { spec: { ...job, template } } } },
  };
}

/** For sabotages: tells the first program that has a variable another value of it. */
export const tells = (name: string, value: string) => (inputs: Readonly<Record<string, unknown>>) =>
  JSON.parse(
    JSON.stringify(inputs).replace(
      new RegExp(`("name":"${name}","value":)"(?:[^"\\\\]|\\\\.)*"`),
      `$1${JSON.stringify(value)}`,
    ),
  ) as typeof inputs;

/** The first program of that name that has something in its environment. */
export function isProgram(program: string, contents = ""): Pick<Sabotage, "type" | "where"> {
  return {
    type: "kubernetes:batch/v1:CronJob",
    where: ({ inputs }) => {
      const text = JSON.stringify(inputs);
      return text.includes(`"name":"${program}"`) && text.includes(contents);
    },
  };
}
