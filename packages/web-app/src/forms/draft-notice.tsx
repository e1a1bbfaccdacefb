import { Button } from "@mantine/core";
import { Notice } from "@practicum/ui/states.tsx";
import type { FormDraft } from "./use-form-draft.ts";

/** Says that what stands in the form was typed before and never sent. */
export function DraftNotice({ draft }: { readonly draft: FormDraft }) {
  if (!draft.restored) return null;
  return (
    <Notice tone="info" mb>
      You left this unfinished; what you typed is back.{" "}
      <Button size="compact-sm" variant="default" onClick={draft.startOver}>
        Start over
      </Button>
    </Notice>
  );
}
