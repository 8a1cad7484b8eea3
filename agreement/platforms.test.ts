import { describe, expect, test } from "vitest";
import { documentsIn, loadPlatform, platformNames } from "./load-platform";
import type { DocumentSource } from "./load-platform";
import { formatProblems } from "./problem";
import { testFacts } from "./test-facts";

const source = documentsIn(".");

/** Every promise of the five platforms. An id is never reused; a promise that is dropped here was dropped on purpose. */
const acceptanceList: Readonly<Record<string, string>> = {
  coachview:
    "CV-RES-1 CV-AVL-1 CV-AVL-2 CV-AVL-3 CV-AVL-4 CV-MNT-1 CV-MNT-2 CV-BAK-1 CV-BAK-2 CV-BAK-3 CV-SUP-1 CV-SUP-2 " +
    "CV-ENC-1 CV-IDN-1 CV-IDN-2 CV-IDN-3 CV-IDN-4 CV-IDN-5 CV-ORG-1",
  superoffice:
    "SO-RES-1 SO-RES-2 SO-RES-3 SO-NET-1 SO-NET-2 SO-NET-3 SO-NET-4 SO-NET-5 SO-CMP-1 SO-CMP-2 SO-CMP-3 SO-CMP-4 " +
    "SO-ENC-1 SO-ENC-2 SO-STA-1 SO-MNT-1 SO-MNT-2 SO-MNT-3 SO-MAL-1 SO-MAL-2 SO-MAL-3 SO-BAK-1 SO-BAK-2 SO-BAK-3 " +
    "SO-DOC-1 SO-DOC-2 SO-TEN-1 SO-BCP-1 SO-ADM-1 SO-ADM-2 SO-LOG-1 SO-LOG-2 SO-INC-1 SO-IDN-1 SO-IDN-2 SO-ORG-1",
  cloxxs:
    "CX-RES-1 CX-NET-1 CX-NET-2 CX-NET-3 CX-NET-4 CX-NET-5 CX-ENC-1 CX-ENC-2 CX-ENC-3 CX-BAK-1 CX-BCP-1 CX-PAT-1 " +
    "CX-LOG-1 CX-PRV-1 CX-IDN-1 CX-IDN-2 CX-IDN-3 CX-IDN-4 CX-ORG-1",
  pct:
    "PC-RES-1 PC-BAK-1 PC-BAK-2 PC-BAK-3 PC-BAK-4 PC-AVL-1 PC-TEN-1 PC-TEN-2 PC-MON-1 PC-MON-2 PC-IDN-1 PC-LOG-1 " +
    "PC-LOG-2 PC-TST-1 PC-EXP-1 PC-ORG-1",
  draftit:
    "DR-RES-1 DR-TEN-1 DR-TEN-2 DR-NET-1 DR-ENC-1 DR-ENC-2 DR-BAK-1 DR-BAK-2 DR-BAK-3 DR-BAK-4 DR-AVL-1 DR-AVL-2 " +
    "DR-MNT-1 DR-PAT-1 DR-ADM-1 DR-DEL-1 DR-IDN-1 DR-IDN-2 DR-IDN-3 DR-IDN-4 DR-INC-1 DR-SUP-1 DR-ORG-1",
};

/** The documents of this project with one text replaced in one of them. */
function changed(file: string, from: string, to: string): DocumentSource {
  return {
    ...source,
    read: (path) => {
      const text = source.read(path);
      if (path !== file) {
        return text;
      }
      if (text?.includes(from) !== true) {
        throw new Error(`${file} has no "${from}"`);
      }
      return text.replace(from, to);
    },
  };
}

function judged(platform: string, documents: DocumentSource): string {
  const parsed = loadPlatform(platform, documents, testFacts);
  return parsed.ok ? "accepted" : formatProblems(parsed.problems);
}

test("the five platforms are there", () => {
  expect(platformNames(source)).toEqual(Object.keys(acceptanceList).sort());
});

describe.each(Object.keys(acceptanceList))("%s", (name) => {
  test("agreement, tenants and ledger agree with each other", () => {
    expect(judged(name, source)).toBe("accepted");
  });

  test("the ledger has exactly the promises of the acceptance list", () => {
    const platform = loadPlatform(name, source, testFacts);
    const ids = platform.ok ? platform.value.ledger.promises.map((promise) => promise.id) : [];
    expect(ids).toEqual((acceptanceList[name] ?? "").split(" "));
  });

  test("every handover promise is configured by a clause too", () => {
    const platform = loadPlatform(name, source, testFacts);
    const promises = platform.ok ? platform.value.ledger.promises : [];
    const bare = promises.filter((promise) => promise.kind === "handover" && promise.carriedBy.clauses.length === 0);
    expect(bare).toEqual([]);
  });
});

describe("ledger and agreement that disagree are refused", () => {
  const ledger = "stacks/promises/superoffice.yaml";
  const agreement = "stacks/agreements/superoffice.yaml";

  test("a clause that does not exist", () => {
    expect(judged("superoffice", changed(ledger, "clauses: [isolation]", "clauses: [isolatoin]"))).toMatch(
      /"isolatoin"\n  allowed  the name of a clause of the agreement\n  breaks   SO-TEN-1\n  fix      Did you mean "isolation"\?/,
    );
  });

  test("a clause whose source the ledger forgets", () => {
    expect(judged("superoffice", changed(ledger, "clauses: [isolation]", "clauses: []"))).toContain(
      "allowed  every clause whose source is SO-TEN-1, among them isolation",
    );
  });

  test("a platform promise that nothing carries", () => {
    expect(judged("superoffice", changed(ledger, "clauses: [isolation]", "clauses: []"))).toContain(
      "at least one clause: the deployment itself must make a platform promise true\n  breaks   SO-TEN-1",
    );
  });

  test("a clause that does not name the promise", () => {
    const text = judged("superoffice", changed(agreement, "  source: [SO-TEN-1]", "  source: ours"));
    expect(text).toContain("allowed  clauses whose source names SO-TEN-1");
  });

  test("an option that became a promise to everybody", () => {
    const option = changed(
      ledger,
      "- id: SO-MAL-2\n    kind: platform",
      "- id: SO-MAL-2\n    kind: platform\n    optional: true",
    );
    expect(judged("superoffice", option)).toContain("allowed  an option in the agreement too (scanning");
  });

  test("a source that the ledger does not know", () => {
    expect(judged("superoffice", changed(agreement, "source: [SO-MAL-3]", "source: [SO-MAL-33]"))).toContain(
      '"SO-MAL-33" in patching.protection\n  allowed  a promise id of the ledger',
    );
  });

  test("a reading that the ledger does not have", () => {
    expect(judged("superoffice", changed(agreement, "readings: [time zones]", "readings: [time zone]"))).toContain(
      '"time zone" in maintenance\n  allowed  the `about` of a reading of the ledger\n  breaks   SO-MNT-2\n' +
        '  fix      Did you mean "time zones"?',
    );
  });

  test("a guarantee that became a statement", () => {
    const file = "stacks/agreements/coachview.yaml";
    expect(judged("coachview", changed(file, "force: guaranteed\n", "force: stated\n"))).toContain(
      '"guaranteed"\n  allowed  the force of a clause that carries it (availability[platform])\n  breaks   CV-AVL-1',
    );
  });
});

test("an unknown platform is told with the known ones", () => {
  expect(judged("superofice", source)).toBe(`stacks/agreements/superofice.yaml:1:1
  given    platform "superofice"
  allowed  one of cloxxs, coachview, draftit, pct, superoffice
  fix      Did you mean "superoffice"?

1 problem; nothing was changed`);
});

test("a platform without tenants, ledger or register is told all of them", () => {
  const onlyAgreement = {
    ...source,
    read: (path: string) => (path.includes("agreements") ? source.read(path) : undefined),
  };
  expect(judged("pct", onlyAgreement).match(/^stacks\/\S+/gm)).toEqual([
    "stacks/firewall-rules/pct.yaml:1:1",
    "stacks/promises/pct.yaml:1:1",
    "stacks/tenants/pct.yaml:1:1",
  ]);
});
