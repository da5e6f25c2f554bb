"""Decides requests by moto's evaluator of IAM policies: JSON in, one answer a request out."""

import json
import sys

from moto.iam.access_control import IAMPolicy, PermissionResult


def layer(policies, request):
    """Whether policies allow a request, and whether they deny it."""
    found = [
        IAMPolicy(json.dumps(policy)).is_action_permitted(
            request["action"], request["resource"], None, request["context"]
        )
        for policy in policies
    ]
    return PermissionResult.PERMITTED in found, PermissionResult.DENIED in found


def decide(request):
    try:
        found = [layer(policies, request) for policies in request["layers"]]
    except Exception as error:  # a pattern that is no regular expression, say
        return f"error: {error}"
    # All layers have to allow it, as moto itself has no boundaries.
    return "yes" if all(allowed and not denied for allowed, denied in found) else "no"


json.dump([decide(request) for request in json.load(sys.stdin)], sys.stdout)
