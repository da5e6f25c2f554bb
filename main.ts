#!/usr/bin/env node
import { eksIrsa } from "./constructs/commands/eks-irsa";

/** The app that cdktf runs (cdktf.json), and the eks-irsa command. */
void eksIrsa(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
