import { Button, Group } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { newId } from "../../../api/command-id.ts";
import { useCommand } from "../../../api/use-command.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";
import { visitTypeSets } from "./visit-type-sets.ts";

interface Draft {
  readonly set: string | null;
  /** Of the kinds by name, once they are sent. */
  readonly ids: { readonly [name: string]: string };
}

/** Adds a specialty's usual kinds of visit at once; each is changed like any other afterwards. */
export function VisitTypeStarter() {
  const save = useCommand("scheduling", "saveVisitType", { quiet: true });
  const [draft, setDraft, clear, kept] = useDraft<Draft>("visit-type-starter", { set: "Family medicine", ids: {} });
  const { set } = draft;
  const types = visitTypeSets[set ?? ""] ?? [];
  const add = async () => {
    // The same click again, after a failure in the middle or a reload, adds none twice.
    const ids = { ...Object.fromEntries(types.map(({ name }) => [name, newId<"visit-type">()])), ...draft.ids };
    setDraft({ set, ids });
    for (const { name, minutes, newPatient = false } of types) {
      const visitTypeId = ids[name] ?? newId<"visit-type">();
      const input = { visitTypeId, name, minutes, newPatient, equipmentResourceId: null, active: true, version: null };
      const result = await save.run(input);
      if (!result.ok && result.error.code !== "stale-version") return;
    }
    clear();
    await save.refresh();
    say(`${types.length} visit types are added. Change their lengths to yours.`);
  };
  return (
    <Group gap="sm" align="flex-end">
      <RestoredNotice small draft={kept} />
      <ChoiceList
        label="Begin with those of"
        size="xs"
        data={Object.keys(visitTypeSets).map((name) => ({ value: name, label: name }))}
        value={set}
        onChange={(chosen) => setDraft({ set: chosen, ids: {} })}
      />
      <Button size="xs" loading={save.pending} disabled={types.length === 0} onClick={() => void add()}>
        Add {types.length} visit types
      </Button>
      {save.error && <Notice tone="danger">{describeError(save.error)}</Notice>}
      <span className="a-dim">{types.map(({ name, minutes }) => `${name} ${minutes} min`).join(" · ")}</span>
    </Group>
  );
}
