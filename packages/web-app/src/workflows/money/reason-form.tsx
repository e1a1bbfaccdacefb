import { Button, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { Notice } from "@practicum/ui/states.tsx";
import { useState, type ReactNode } from "react";
import type { Command } from "../../api/use-command.ts";
import { RestoredNotice } from "../../forms/restored-notice.tsx";
import { hasDraft, useDraft } from "../../shell/dock/drafts.ts";
import { offerUndo, say } from "../../shell/undo.tsx";

interface Reasoned<I, O> {
  /** What is done to which record: "void-charge:<id>". What was typed is kept for that. */
  readonly draft: string;
  readonly label: string;
  readonly action: string;
  readonly danger?: boolean;
  readonly command: Command<I, O>;
  readonly input: (because: string) => I;
  /** What is said after a success. */
  readonly done: string | ((output: O) => string);
  readonly onDone?: () => void;
  /** Where it can be taken back: offered with what is said. */
  readonly undo?: (output: O) => void;
}

/** Asks why, and then does it: whatever gives up, forces, returns or takes back money has its reason. */
export function ReasonForm<I, O>(props: Reasoned<I, O> & { readonly onClose: () => void }) {
  const { draft, label, action, danger = false, command, input, done, onDone, undo, onClose } = props;
  const [because, setBecause, clear, kept] = useDraft(`reason:${draft}`, "");
  const { error, pending } = command;
  const said = because.trim();
  const run = async () => {
    if (said === "" || pending) return;
    const result = await command.run(input(said));
    if (!result.ok) return;
    clear();
    const words = typeof done === "string" ? done : done(result.value);
    if (undo) offerUndo(words, () => undo(result.value));
    else say(words);
    onClose();
    onDone?.();
  };
  return (
    <form
      className="m-stack"
      style={{ gap: 6 }}
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      {error && (
        <Notice tone="danger" role="alert">
          {error.fields?.[0]?.message ?? describeError(error)}
        </Notice>
      )}
      <RestoredNotice small draft={kept} />
      <TextInput
        size="xs"
        label={label}
        maxLength={200}
        autoFocus
        value={because}
        onChange={(event) => setBecause(event.currentTarget.value)}
      />
      <div className="m-row">
        <Button
          size="compact-sm"
          type="submit"
          color={danger ? "red" : undefined}
          loading={pending}
          disabled={said === ""}
        >
          {action}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            clear();
            onClose();
          }}
        >
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** A button that asks why before it does what it says. What was half typed opens by itself. */
export function ReasonButton<I, O>(
  props: Reasoned<I, O> & { readonly children: ReactNode; readonly size?: "compact-xs" | "xs" },
) {
  const { children, size = "compact-xs", ...reasoned } = props;
  const [open, setOpen] = useState(() => hasDraft(`reason:${props.draft}`));
  if (open) return <ReasonForm {...reasoned} onClose={() => setOpen(false)} />;
  return (
    <div>
      <Button size={size} variant="default" onClick={() => setOpen(true)}>
        {children}
      </Button>
    </div>
  );
}
