import { run } from "../support/command";
import type { Finished } from "../support/command";
import { read } from "../support/documents";
import { withFolder } from "../support/synth";

const COMMANDS = ["synth", "check", "access", "modules", "module-repository"];
const called = (...args: readonly string[]): Finished => withFolder((folder) => run("main.js", folder, args));

describe("eks-irsa", () => {
  test.each(["--help", "-h"])("lists its commands with %s", (option) => {
    const { status, stdout, stderr } = called(option);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const listed = [...stdout.matchAll(/^ {2}([a-z-]+) +[A-Z].*\.$/gm)].map(([, name]) => name);
    expect(listed).toEqual(COMMANDS);
  });

  test.each(COMMANDS)("%s says with --help how it is called", (command) => {
    const { status, stdout, stderr } = called(command, "--help");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(new RegExp(`^Usage: eks-irsa ${command} .+\n\n.+\n`));
    expect(stdout).toContain("Exit status: 0 ");
  });

  test.each(COMMANDS)("%s refuses an option that it does not have", (command) => {
    const { status, stdout, stderr } = called(command, "--force");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(new RegExp(`^${command}: Unknown option '--force'`));
    expect(stderr).toContain(`Usage: eks-irsa ${command} `);
  });

  test("tells its version", () => {
    const { version } = JSON.parse(read("package.json")) as { version: string };
    expect(called("--version")).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
  });

  test.each([
    ["chek", "eks-irsa: there is no command chek. Did you mean check?\n"],
    ["deploy", "eks-irsa: there is no command deploy.\n"],
  ])("knows no command %s", (command, message) => {
    const { status, stdout, stderr } = called(command);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr.startsWith(`${message}\nUsage: eks-irsa [COMMAND]`)).toBe(true);
  });

  test("ends with 2 where a file cannot be written", () => {
    const { status, stderr } = called("modules", "/dev/null/modules");
    expect(status).toBe(2);
    expect(stderr).toMatch(/^modules: ENOTDIR/);
  });
});
