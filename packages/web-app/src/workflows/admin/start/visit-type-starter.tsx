import { Button, Group } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { useCommand } from "../../../api/use-command.ts";
import { say } from "../../../shell/undo.tsx";
import { visitTypeSets } from "./visit-type-sets.ts";

/** Adds a specialty's usual kinds of visit at once; each is changed like any other afterwards. */
export function VisitTypeStarter() {
  const save = useCommand("scheduling", "saveVisitType", { quiet: true });
  const [set, setSet] = useState<string | null>("Family medicine");
  const [ids] = useState(() => new Map<string, ReturnType<typeof newId<"visit-type">>>());
  const types = visitTypeSets[set ?? ""] ?? [];
  const add = async () => {
    for (const { name, minutes, newPatient = false } of types) {
      // The same click again, after a failure in the middle, adds none twice.
      const visitTypeId = ids.get(name) ?? newId<"visit-type">();
      ids.set(name, visitTypeId);
      const input = { visitTypeId, name, minutes, newPatient, equipmentResourceId: null, active: true, version: null };
      const result = await save.run(input);
      if (!result.ok && result.error.code !== "stale-version") return;
    }
    await save.refresh();
    say(`${types.length} visit types are added. Change their lengths to yours.`);
  };
  return (
    <Group gap="sm" align="flex-end">
      <ChoiceList
        label="Begin with those of"
        size="xs"
        data={Object.keys(visitTypeSets).map((name) => ({ value: name, label: name }))}
        value={set}
        onChange={setSet}
      />
      <Button size="xs" loading={save.pending} disabled={types.length === 0} onClick={() => void add()}>
        Add {types.length} visit types
      </Button>
      {save.error && <Notice tone="danger">{describeError(save.error)}</Notice>}
      <span className="a-dim">{types.map(({ name, minutes }) => `${name} ${minutes} min`).join(" · ")}</span>
    </Group>
  );
}
