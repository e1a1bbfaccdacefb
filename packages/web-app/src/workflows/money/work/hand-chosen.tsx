import { Button } from "@mantine/core";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { useState } from "react";
import { useSession } from "../../../session/session-context.ts";
import { useHandOver, type Owned } from "./use-hand-over.ts";
import { useWorkers } from "./use-workers.ts";

/** What is chosen with X in a list of claims or denials. */
export function useChosen<T>(rows: readonly T[], ownedOf: (row: T) => Owned) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const chosen = rows.map(ownedOf).filter((one) => ids.has(one.id));
  const toggle = (row: T) => {
    const next = new Set(ids);
    if (!next.delete(ownedOf(row).id)) next.add(ownedOf(row).id);
    setIds(next);
  };
  return { ids, chosen, toggle, clear: () => setIds(new Set()) };
}

/** Hands what is chosen to somebody. */
export function HandChosen(props: {
  readonly kind: "claims" | "denials";
  readonly chosen: readonly Owned[];
  readonly onDone: () => void;
}) {
  const { kind, chosen, onDone } = props;
  const { staff } = useSession();
  const workers = useWorkers();
  const hand = useHandOver(kind);
  if (chosen.length === 0) return null;
  const give = async (id: string | null, name: string) => {
    await hand.handOver(chosen, { id, name });
    onDone();
  };
  return (
    <div className="m-row" role="group" aria-label="Chosen" style={{ alignItems: "flex-end", marginBottom: 8 }}>
      <ChoiceList
        size="xs"
        label={`Give ${chosen.length} to`}
        placeholder="Somebody"
        data={workers.map((one) => ({ value: one.id, label: one.name }))}
        value={null}
        onChange={(to) => {
          const person = workers.find((one) => one.id === to);
          if (person) void give(person.id, person.name);
        }}
      />
      <Button
        size="xs"
        variant="default"
        loading={hand.pending}
        onClick={() => void give(staff.staffId, `${staff.family}, ${staff.given}`)}
      >
        Take them
      </Button>
      <Button size="xs" variant="default" loading={hand.pending} onClick={() => void give(null, "Nobody")}>
        Nobody&apos;s
      </Button>
      <Button size="xs" variant="subtle" onClick={onDone}>
        Choose none
      </Button>
    </div>
  );
}
