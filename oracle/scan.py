"""Lets one security scanner look at model files, one after the other.

    python oracle/scan.py modelscan|picklescan|modelaudit [CHECKOUT] < PATHS

Reads a file or folder a line, and prints an object a line: `{"path", "findings": [{"severity", "what", "where"}],
"error"}`, the error being that of the scanner. With a checkout of its repository the scanner is run from source.
Nothing that the scanners would send is sent.
"""

import contextlib
import json
import os
import sys

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", PROMPTFOO_DISABLE_TELEMETRY="1", NO_ANALYTICS="1")


def modelscan():
    from modelscan.modelscan import ModelScan

    scanner = ModelScan()

    def scan(path):
        result = scanner.scan(path)
        findings = [
            {"severity": issue["severity"], "what": issue["description"], "where": issue["source"]}
            for issue in result.get("issues", [])
        ]
        return findings, "; ".join(error["description"] for error in result.get("errors", [])) or None

    return scan


def picklescan():
    from picklescan.scanner import SafetyLevel, scan_directory_path, scan_file_path

    def scan(path):
        result = scan_directory_path(path) if os.path.isdir(path) else scan_file_path(path)
        findings = [
            {"severity": found.safety.value, "what": f"{found.module}.{found.name}", "where": ""}
            for found in result.globals
            if found.safety is not SafetyLevel.Innocuous
        ]
        return findings, "could not be read to its end" if result.scan_err else None

    return scan


def modelaudit():
    from modelaudit.core import scan_model_directory_or_file

    def scan(path):
        result = scan_model_directory_or_file(path, cache_enabled=False)
        findings = [
            {
                "severity": issue.severity.value,
                "what": " ".join(filter(None, [issue.rule_code, issue.details.get("cve_id"), issue.message])),
                "where": issue.location or "",
            }
            for issue in result.issues
            if issue.severity.value in ("warning", "critical")
        ]
        return findings, None if result.success else "did not come to an end"

    return scan


scanners = {"modelscan": (modelscan, "."), "picklescan": (picklescan, "src"), "modelaudit": (modelaudit, ".")}


def main():
    name, *checkout = sys.argv[1:]
    start, source = scanners[name]
    sys.path[:0] = [os.path.join(folder, source) for folder in checkout]
    answers = sys.stdout
    # What scanners print besides is not an answer.
    with contextlib.redirect_stdout(sys.stderr):
        scan = start()
        for line in sys.stdin:
            path = line.rstrip("\n")
            try:
                findings, error = scan(path)
            except Exception as caught:
                findings, error = [], f"{type(caught).__name__}: {caught}"
            print(json.dumps({"path": path, "findings": findings, "error": error}), file=answers, flush=True)


main()
