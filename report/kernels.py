"""How Jupyter's client gets a kernel that is forked where others are started."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import psutil
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner
from nbclient.exceptions import DeadKernelError


class Fork(psutil.Process):
    """A forked kernel with what a provisioner asks of a process that it started itself."""

    stdin = stdout = stderr = None

    def poll(self) -> int | None:
        """Return None as long as it runs."""
        return None if self.is_running() else 0


class ForkProvisioner(LocalProvisioner):
    """Gives a kernel that is started with the option `forks` (a `report.forks.Forks`) by a fork."""

    async def launch_kernel(self, cmd, *, forks=None, reads=True, **options):
        """Launch a kernel, one that `reads` the article at work or not; without `forks` as others do."""
        if forks is None:
            return await super().launch_kernel(cmd, **options)
        arguments = cmd[cmd.index("-f") :]
        try:
            pid = await forks.fork(reads, arguments, str(options["cwd"]), options["env"])
            self.process = Fork(pid)
        except (ChildProcessError, psutil.NoSuchProcess) as error:
            raise DeadKernelError(str(error)) from error
        self.pid, self.cwd = pid, options["cwd"]
        return self.connection_info


def register() -> None:
    """Have the kernels that this process asks for come from `ForkProvisioner`."""
    factory = KernelProvisionerFactory.instance()
    name, where = "forked", f"{__name__}:{ForkProvisioner.__name__}"
    factory.provisioners[name] = EntryPoint(name, where, factory.GROUP_NAME)
    factory.default_provisioner_name = name
