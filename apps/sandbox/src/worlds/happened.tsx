import { Button, Drawer, Text, Title } from "@mantine/core";
import { cents, formatCents } from "@practicum/kernel/money";
import { formatMoment } from "../moments.ts";
import type { Digest, DigestItem, DigestKind } from "./digest-of.ts";
import { counted, happenedWords } from "./kind-words.ts";

interface Props {
  readonly digest: Digest | null;
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Goes to a place of the application. */
  readonly goTo: (route: string) => void;
  readonly onCompare: () => void;
}

const order = Object.keys(happenedWords);

/** What happened while time passed, by kind, and what of it came of one's own steps. */
export function Happened({ digest, opened, onClose, goTo, onCompare }: Props) {
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size={480} title="What happened" withinPortal>
      {digest !== null && (
        <>
          <Text size="sm" mb="sm">
            From {formatMoment(digest.from)} to {formatMoment(digest.to)}. {ofYours(digest)}
          </Text>
          <Button size="compact-sm" variant="default" mb="sm" onClick={onCompare}>
            Compare with another future
          </Button>
          {inOrder(digest).map((kind) => (
            <section key={kind.kind} className="s-happened" aria-label={counted(kind.count, happenedWords[kind.kind])}>
              <Title order={3} size="h6">
                {counted(kind.count, happenedWords[kind.kind])}
                {kind.amount !== null && `, ${formatCents(cents(kind.amount))}`}
              </Title>
              <ul>
                {kind.items.map((item, index) => (
                  <Item
                    key={`${item.at}/${index}`}
                    item={item}
                    onGo={() => {
                      onClose();
                      goTo(item.route ?? "/");
                    }}
                  />
                ))}
              </ul>
              {kind.count > toldOf(kind) && (
                <Text size="sm" c="dimmed">
                  and {(kind.count - toldOf(kind)).toLocaleString("en-US")} more
                </Text>
              )}
            </section>
          ))}
        </>
      )}
    </Drawer>
  );
}

function Item({ item, onGo }: { readonly item: DigestItem; readonly onGo: () => void }) {
  const { kind, at, amount, number, route, step, whose, what, whom, by, times } = item;
  const name = [
    what ?? (number === null ? happenedWords[kind][0] : `claim ${number}`),
    amount === null ? null : formatCents(cents(amount)),
    times === 1 ? null : `${times.toLocaleString("en-US")} times`,
  ]
    .filter((part) => part !== null)
    .join(", ");
  const words = name.charAt(0).toUpperCase() + name.slice(1);
  return (
    <li data-yours={step !== null}>
      {route === null ? (
        <Text size="sm" component="span">
          {words}
        </Text>
      ) : (
        <Button className="s-happened-go" variant="subtle" size="compact-sm" ml={-8} onClick={onGo}>
          {words}
        </Button>
      )}
      <Text size="sm" c="dimmed" component="span">
        {kind === "task" && whom !== null && `for ${whom} · `}
        {by !== null && whose !== "yours" && `by ${by} · `}
        {times > 1 && "from "}
        {formatMoment(at)}
        {step !== null &&
          (whose === "yours"
            ? ` · your step ${step.number}: ${step.what}`
            : ` · follows your step ${step.number}: ${step.what}`)}
        {whose === "outside" && " · from outside"}
      </Text>
    </li>
  );
}

/** In a line: `While 7 days passed: 3 denials, 41 reminders sent. 2 of it came of your steps.` */
export function inALine(digest: Digest, passed: string): string {
  if (digest.kinds.length === 0) return `While ${passed} passed, nothing happened that anyone would tell.`;
  const [first, second, third, ...rest] = inOrder(digest).map(({ kind, count }) => counted(count, happenedWords[kind]));
  const named = [first, second, third].filter((one) => one !== undefined).join(", ");
  return `While ${passed} passed: ${named}${rest.length > 0 ? " and more" : ""}. ${ofYours(digest)}`;
}

/** How many the lines stand for. */
function toldOf({ items }: DigestKind): number {
  return items.reduce((sum, one) => sum + one.times, 0);
}

function inOrder(digest: Digest): readonly DigestKind[] {
  return digest.kinds.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

function ofYours({ kinds }: Digest): string {
  const yours = kinds.reduce((sum, one) => sum + one.yours, 0);
  if (yours === 0) return "None of it came of your steps.";
  return yours === 1
    ? "One of them came of your steps."
    : `${yours.toLocaleString("en-US")} of them came of your steps.`;
}
