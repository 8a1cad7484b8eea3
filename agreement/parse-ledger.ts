import type { Agreement } from "./agreement";
import { clausesOf } from "./clauses";
import type { Clause } from "./clauses";
import { closestName } from "./closest-name";
import { ledgerSchema, ledgerVersion } from "./ledger";
import type { Ledger, LedgerPromise } from "./ledger";
import { parseDocument } from "./parse-document";
import type { Parsed } from "./problem";
import type { Finding } from "./yaml-document";

const ledgerKind = { schema: ledgerSchema, version: ledgerVersion, migrations: new Map() };

/** Parses the promise ledger of a platform.
 * @param file name of the document, for the messages
 * @param agreement when given, every promise and every clause must name each other */
export function parseLedger(text: string, file: string, agreement: Agreement | undefined): Parsed<Ledger> {
  const clauses = agreement === undefined ? [] : clausesOf(agreement);
  return parseDocument(text, file, ledgerKind, ({ promises }) => [
    ...repeatedIds(promises ?? []),
    ...(agreement === undefined
      ? []
      : (promises ?? []).flatMap((promise, index) => disagreements(promise, index, clauses))),
  ]);
}

function repeatedIds(promises: Ledger["promises"]): readonly Finding[] {
  return promises.flatMap(({ id }, index) => {
    const first = promises.findIndex((promise) => promise.id === id);
    return first === index
      ? []
      : [
          {
            path: ["promises", index, "id"],
            allowed: "every id once",
            fixes: ["Give the promise an id of its own."],
            breaks: [id],
          },
        ];
  });
}

function disagreements(promise: LedgerPromise, index: number, clauses: readonly Clause[]): readonly Finding[] {
  if (promise.kind === "organisation") {
    return [];
  }
  const named = promise.carriedBy.clauses;
  const carrying = clauses.filter((clause) => clause.source !== "ours" && clause.source.includes(promise.id));
  const path = ["promises", index, "carriedBy", "clauses"];
  const strange = named.flatMap((name, at) => strangeClause(name, [...path, at], promise.id, clauses, carrying));
  const forgotten = carrying
    .filter((clause) => !named.includes(clause.name))
    .map((clause): Finding => ({
      path,
      allowed: `every clause whose source is ${promise.id}, among them ${clause.name}`,
      fixes: [`Add "${clause.name}".`, `Take ${promise.id} out of the source of ${clause.name} in the agreement.`],
      breaks: [promise.id],
    }));
  return [...strange, ...forgotten, ...uncarried(promise, index), ...weaker(promise, index, carrying)];
}

function strangeClause(
  name: string,
  path: Finding["path"],
  id: string,
  clauses: readonly Clause[],
  carrying: readonly Clause[],
): readonly Finding[] {
  if (carrying.some((clause) => clause.name === name)) {
    return [];
  }
  const known = clauses.map((clause) => clause.name);
  const meant = closestName(name, known);
  return known.includes(name)
    ? [
        {
          path,
          allowed: `clauses whose source names ${id}`,
          fixes: [`Add ${id} to the source of ${name} in the agreement.`, "Remove it here."],
          breaks: [id],
        },
      ]
    : [
        {
          path,
          allowed: "the name of a clause of the agreement",
          fixes: [meant === undefined ? "Remove it." : `Did you mean "${meant}"?`],
          breaks: [id],
        },
      ];
}

function uncarried(promise: LedgerPromise, index: number): readonly Finding[] {
  return promise.kind !== "platform" || promise.carriedBy.clauses.length > 0
    ? []
    : [
        {
          path: ["promises", index, "carriedBy", "clauses"],
          allowed: "at least one clause: the deployment itself must make a platform promise true",
          fixes: ["Name the clause that carries it.", "Make it a handover or organisation promise if it is one."],
          breaks: [promise.id],
        },
      ];
}

/** A promise may not lose its force or become unconditional on its way into the agreement. */
function weaker(promise: LedgerPromise, index: number, carrying: readonly Clause[]): readonly Finding[] {
  if (promise.kind === "organisation" || carrying.length === 0) {
    return [];
  }
  const clauses = carrying.map((clause) => clause.name).join(", ");
  const force = promise.kind === "platform" ? promise.force : "stated";
  return [
    ...(force === "stated" || carrying.some((clause) => clause.force === force)
      ? []
      : [
          {
            path: ["promises", index, "force"],
            allowed: `the force of a clause that carries it (${clauses})`,
            fixes: [`Set \`force: ${force}\` in one of these clauses.`],
            breaks: [promise.id],
          },
        ]),
    ...(promise.optional !== true || carrying.every((clause) => clause.optional)
      ? []
      : [
          {
            path: ["promises", index, "optional"],
            allowed: `an option in the agreement too (${clauses})`,
            fixes: ["Set `optional: true` and `on: false` in these clauses."],
            breaks: [promise.id],
          },
        ]),
  ];
}

/** Sources and readings of an agreement that its ledger does not know. */
export function unknownReferences(agreement: Agreement, ledger: Ledger): readonly Finding[] {
  const ids = ledger.promises.map((promise) => promise.id);
  const readings = ledger.readings.map((reading) => reading.about);
  return clausesOf(agreement).flatMap((clause) => [
    ...(clause.source === "ours" ? [] : clause.source)
      .filter((id) => !ids.includes(id))
      .map((id) => unknownName(id, ids, clause, "a promise id of the ledger")),
    ...clause.readings
      .filter((about) => !readings.includes(about))
      .map((about) => unknownName(about, readings, clause, "the `about` of a reading of the ledger")),
  ]);
}

function unknownName(given: string, known: readonly string[], clause: Clause, allowed: string): Finding {
  const meant = closestName(given, known);
  return {
    path: clause.path,
    given: `"${given}" in ${clause.name}`,
    allowed,
    fixes: [meant === undefined ? "Add it to the ledger, or remove it here." : `Did you mean "${meant}"?`],
  };
}
