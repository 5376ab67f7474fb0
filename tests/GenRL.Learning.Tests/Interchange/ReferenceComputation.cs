namespace GenRL.Learning.Tests.Interchange;

/// <summary>The networks of the paper in plain PyTorch operations on tensors by their published names (spec 1.3 to 1.6, 2, 3, 5.1).</summary>
internal static class ReferenceComputation
{
    public const string Script = """
        import torch
        import torch.nn.functional as F

        torch.manual_seed(0)
        w = torch.load('agent.pt')
        out = {'image': torch.rand(3, 3, 64, 64) - 0.5, 'action': torch.rand(3, 2) - 0.5, 'deter': torch.rand(3, 10) - 0.5,
               'stoch': F.one_hot(torch.randint(0, 4, (3, 3)), 4).float().reshape(3, 12), 'feature': torch.rand(3, 22) - 0.5,
               'embedding': F.normalize(torch.randn(3, 6), dim=-1)}

        def linear(name, x): return F.linear(x, w[name + '.weight'], w.get(name + '.bias'))
        def norm(name, x, eps=1e-5): return F.layer_norm(x, x.shape[-1:], w[name + '.weight'], w[name + '.bias'], eps)
        def dense(name, x): return F.silu(norm(name + '.1._layer', linear(name + '.0', x)))
        def channels(name, x): return norm(name, x.permute(0, 2, 3, 1), 1e-3).permute(0, 3, 1, 2)

        def cell(p, stoch, condition, deter):
            x = dense(p + '_img_in', torch.cat([stoch, condition], -1))
            reset, cand, update = norm(p + '_cell._norm', linear(p + '_cell._layer', torch.cat([x, deter], -1))).chunk(3, -1)
            cand = torch.tanh(torch.sigmoid(reset) * cand)
            update = torch.sigmoid(update - 1)
            return update * cand + (1 - update) * deter

        def mlp(p, x):
            for i in range(2):
                x = F.silu(norm(f'{p}.norm{i}._layer', linear(f'{p}.dense{i}', x)))
            return x

        def block(name, x, plain=False):
            name = 'wm.connector.aligner.' + name
            h = linear(name + '.layer', x)
            if not plain:
                h = F.silu(norm(name + '.norm_layer._layer', h))
            return h + (linear(name + '.res_proj', x) if name + '.res_proj.weight' in w else x)

        x = out['image']
        for i in range(4):
            x = F.conv2d(x, w[f'wm.encoder._conv_model.{3 * i}.weight'], w[f'wm.encoder._conv_model.{3 * i}.bias'], stride=2)
            x = F.silu(channels(f'wm.encoder._conv_model.{3 * i + 1}.norm', x))
        out['posterior'] = linear('wm.rssm._obs_dist', dense('wm.rssm._obs_out', x.reshape(3, -1)))

        x = linear('wm.heads.decoder._conv_in.0', out['stoch']).reshape(3, -1, 1, 1)
        for i in range(4):
            x = F.conv_transpose2d(x, w[f'wm.heads.decoder._conv_model.{3 * i}.weight'], w[f'wm.heads.decoder._conv_model.{3 * i}.bias'], stride=2)
            if i < 3:
                x = F.silu(channels(f'wm.heads.decoder._conv_model.{3 * i + 1}.norm', x))
        out['decoded'] = x

        out['next_deter'] = cell('wm.rssm.', out['stoch'], out['action'], out['deter'])
        out['prior1'] = linear('wm.rssm._ensemble_img_dist.1', dense('wm.rssm._ensemble_img_out.1', out['next_deter']))

        condition = torch.cat([out['embedding'] * 6 ** 0.5, torch.zeros(3, 8)], -1)
        p = 'wm.connector.initial_state_pred'
        x = F.silu(norm(p + '.4._layer', linear(p + '.3', dense(p, condition))))
        out['connector_start'] = linear(p + '.6', x)
        out['connector_deter'] = cell('wm.connector.', out['stoch'], condition, out['connector_start'])

        wide = block('down.0', out['embedding'])
        narrow = block('down.1', wide)
        x = block('mid.1', block('mid.0', narrow))
        x = block('up.0', torch.cat([x, narrow], -1), plain=True)
        out['aligned'] = F.normalize(block('up.1', torch.cat([x, wide], -1)), dim=-1)

        x = mlp('_imag_behavior.actor', out['feature'])
        out['policy_mean'] = torch.tanh(linear('_imag_behavior.actor._out._out', x))
        out['policy_deviation'] = 0.9 * torch.sigmoid(linear('_imag_behavior.actor._out._std', x) + 2) + 0.1
        out['critic'] = linear('_imag_behavior.critic._out._out', mlp('_imag_behavior.critic', out['feature']))
        torch.save(out, 'expected.pt')
        """;

    /// <summary>The script that reduces a snapshot of a whole agent to its tensors.</summary>
    public static string ConversionScript => Path.Combine(Root(), "tools", "reference", "convert_snapshot.py");

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GenRL.Robotics.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"no solution above {AppContext.BaseDirectory}");
    }
}
