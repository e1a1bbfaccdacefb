import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { toDomainError } from "../../../api/domain-error.ts";
import { saveFile } from "../save-file.ts";

interface Props {
  readonly get: () => Promise<{ readonly name: string; readonly csv: string }>;
}

/** All rows behind a report as a file; where that fails, why. */
export function ExportRows({ get }: Props) {
  const [failed, setFailed] = useState<string | null>(null);
  const save = async () => {
    setFailed(null);
    try {
      const { name, csv } = await get();
      saveFile(name, new Blob([csv], { type: "text/csv" }));
    } catch (failure) {
      setFailed(describeError(toDomainError(failure)));
    }
  };
  return (
    <>
      <Button size="xs" variant="default" style={{ alignSelf: "flex-end" }} onClick={() => void save()}>
        Export rows
      </Button>
      {failed && (
        <Notice tone="danger" role="alert">
          {failed}
        </Notice>
      )}
    </>
  );
}
