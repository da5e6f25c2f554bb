#!/usr/bin/env node
import { eksIrsa } from "./constructs/commands/eks-irsa";

/** The app that cdktf runs (cdktf.json), and the eks-irsa command. */
process.exitCode = eksIrsa(process.argv.slice(2));
