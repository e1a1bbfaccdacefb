import { Button, TextInput } from "@mantine/core";
import { useState } from "react";

/** Asks why, and then does it: whatever gives up, forces, returns or takes back money has its reason. */
export function ReasonForm(props: {
  readonly label: string;
  readonly action: string;
  readonly pending: boolean;
  readonly danger?: boolean;
  readonly onRun: (because: string) => void;
  readonly onClose: () => void;
}) {
  const [because, setBecause] = useState("");
  const said = because.trim();
  return (
    <form
      className="m-stack"
      style={{ gap: 6 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (said !== "") props.onRun(said);
      }}
    >
      <TextInput
        size="xs"
        label={props.label}
        maxLength={200}
        autoFocus
        value={because}
        onChange={(event) => setBecause(event.currentTarget.value)}
      />
      <div className="m-row">
        <Button
          size="compact-sm"
          type="submit"
          color={props.danger ? "red" : undefined}
          loading={props.pending}
          disabled={said === ""}
        >
          {props.action}
        </Button>
        <Button size="compact-sm" variant="default" onClick={props.onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
