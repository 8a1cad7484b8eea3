/** A literal: a number, a word in quotes, or a truth. */
const LITERAL = String.raw`(?:-?\d+(?:\.\d+)?|"[^"]*"|'[^']*'|true|false)`;
const COMPARED = new RegExp(String.raw`^(${LITERAL})\s*(==|=~|!=|<|>|<=|>=)\s*(${LITERAL})$`, "i");
const NONE = /^(take|limit|top|sample)\s+0\b/i;

function holds(left: string, operator: string, right: string): boolean {
  const [a, b] = [left, right].map((text) => (/^-?\d/.test(text) ? Number(text) : text.toLowerCase())) as [
    never,
    never,
  ];
  switch (operator) {
    case "==":
    case "=~":
      return a === b;
    case "!=":
      return a !== b;
    case "<":
      return a < b;
    case ">":
      return a > b;
    case "<=":
      return a <= b;
    default:
      return a >= b;
  }
}

/** Whether a condition is false whatever the record says. */
function isNever(condition: string): boolean {
  return condition.split(/\s+and\s+/i).some((part) => {
    const plain = part.trim().replace(/^\((.*)\)$/, "$1");
    if (/^(false|bool\(false\)|not\(true\)|0)$/i.test(plain)) return true;
    const [, left, operator, right] = COMPARED.exec(plain) ?? [];
    return left !== undefined && operator !== undefined && right !== undefined && !holds(left, operator, right);
  });
}

/**
 * The stage of a query that lets nothing through, whatever the records are: `where false`, `where 1 == 2`, `take 0`. What
 * is compared with a record is not worked out. Source: Kusto's operators where, take, top and sample (Microsoft Learn,
 * kusto/query, 2025).
 */
export function emptyStage(query: string): string | undefined {
  return query
    .split("|")
    .map((stage) => stage.trim())
    .find((stage) => NONE.test(stage) || (/^(where|filter)\s/i.test(stage) && isNever(stage.replace(/^\w+\s+/, ""))));
}
